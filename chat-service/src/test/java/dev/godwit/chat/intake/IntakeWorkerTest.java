package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Item;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class IntakeWorkerTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestQueue queue = new RequestQueue(100, 1_000_000);

    @Test
    void whatNobodyWaitsForAnyLongerIsNotStored() {
        var store = new ScriptedStore();
        store.permits.release(10);
        var late = request("late", Duration.ofSeconds(4));
        var fresh = request("fresh", Duration.ZERO);

        work(store, late, fresh);

        assertThatThrownBy(late.answer()::join).hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(fresh.answer()).isCompleted();
        assertThat(store.batchSizes()).containsExactly(1);
    }

    @Test
    void anErrorFailsItsRequestsAndNotTheWorker() {
        MessageStore broken =
                _ -> {
                    throw new AssertionError("made by the test");
                };
        var first = request("first", Duration.ZERO);
        var second = request("second", Duration.ZERO);

        work(broken, 1, first, second);

        assertThat(first.answer()).isCompletedExceptionally();
        assertThat(second.answer()).isCompletedExceptionally();
    }

    private void work(MessageStore store, Request... requests) {
        work(store, 10, requests);
    }

    /// Returns when the worker has ended because nothing is left.
    private void work(MessageStore store, int batch, Request... requests) {
        for (var request : requests) queue.offer(request);
        queue.close();
        var metrics =
                new IntakeMetrics(
                        meters.timer("queue"),
                        meters.timer("commit"),
                        meters.counter("inconsistent"));
        new IntakeWorker(queue, batch, new Committer(store, _ -> {}, metrics), metrics.queued())
                .run();
    }

    private static Request request(String id, Duration waited) {
        var send =
                new Item(
                        new UserId("alice"),
                        null,
                        new ClientMessageId(id),
                        new UserId("bob"),
                        "text",
                        "hi");
        return new Request(
                List.of(send), System.nanoTime() - waited.toNanos(), new CompletableFuture<>());
    }
}
