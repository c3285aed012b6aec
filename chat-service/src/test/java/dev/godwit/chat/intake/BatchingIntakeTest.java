package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.godwit.chat.database.Refusals;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.Committed;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;
import dev.godwit.lifecycle.Readiness.Status;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class BatchingIntakeTest {
    private static final int MANY = 1_000;

    private final ScriptedStore store = new ScriptedStore();
    private final List<Committed> heard = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BatchingIntake intake =
            BatchingIntake.start(
                    new IntakeConfig(1, 8, 20, 50_000),
                    store,
                    heard::addAll,
                    new IntakeMetrics(
                            meters.timer("queue"),
                            meters.timer("commit"),
                            meters.counter("inconsistent")));

    @AfterEach
    void close() {
        store.permits.release(MANY);
        intake.close();
    }

    @Test
    void whatWaitsDuringATransactionLeavesTogetherInTheNext() {
        var first = submitAndAwaitTaken("a", 1);
        var waiting = List.of(submit("b", 3), submit("c", 2), submit("d", 4));

        store.permits.release(MANY);

        assertThat(first.join()).extracting(Result::seq).containsExactly(1L);
        assertThat(waiting.get(0).join()).extracting(Result::seq).containsExactly(2L, 3L, 4L);
        assertThat(waiting.get(1).join()).extracting(Result::seq).containsExactly(5L, 6L);
        assertThat(waiting.get(2).join()).hasSize(4);
        assertThat(store.batchSizes()).containsExactly(1, 5, 4);
    }

    @Test
    void theListenerHearsWhatWasCommittedInOrder() {
        store.permits.release(MANY);

        submit("a", 3).join();

        await().untilAsserted(() ->
                assertThat(heard)
                        .extracting(committed -> committed.send().id().value())
                        .containsExactly("a-0", "a-1", "a-2"));
    }

    @Test
    void aFullQueueRefusesAtOnce() {
        var taken = submitAndAwaitTaken("a", 1);
        var waiting = submit("b", 20);

        var refused = submit("c", 1);

        assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(taken).isNotDone();
        assertThat(waiting).isNotDone();
    }

    @Test
    void aQueueThatIsFullOfBytesRefusesAtOnceAndHasRoomAgain() {
        var taken = submitAndAwaitTaken("a", 1);
        var large = IntStream.range(0, 3).mapToObj(i -> submit(large("b-" + i))).toList();
        assertThat(large.getLast()).isCompletedExceptionally();
        assertThat(intake.waiting()).isEqualTo(2);
        assertThat(intake.waitingBytes()).isBetween(40_000L, 50_000L);

        store.permits.release(MANY);
        large.getFirst().join();

        assertThat(taken).isDone();
        assertThat(intake.waitingBytes()).isZero();
        assertThat(submit(large("b-2")).join()).hasSize(1);
    }

    @Test
    void aRequestLargerThanTheQueueIsTakenWhereNothingElseWaits() {
        store.permits.release(MANY);

        assertThat(submit(large("a"), large("b"), large("c")).join()).hasSize(3);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Refusals.refused("poison"), Outcome.REFUSED),
                arguments(Refusals.violated("poison"), Outcome.UNKNOWN),
                arguments(new IllegalStateException("made by the test"), Outcome.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPoisonedSendFailsAloneAndTheOthersKeepTheirOrder(
            RuntimeException failure, Outcome outcome) {
        store.failure = failure;
        store.poison = send -> send.id().value().equals("b-1");
        var first = submitAndAwaitTaken("a", 1);
        var poisoned = submit(send("b-0"), send("b-1"), send("b-2", "carol"));
        var neighbour = submit(send("c-0", "carol"), send("c-1", "dave"), send("c-2", "carol"));

        store.permits.release(MANY);

        assertThat(first.join()).hasSize(1);
        assertThat(poisoned.join())
                .extracting(Result::outcome)
                .containsExactly(Outcome.STORED, outcome, Outcome.STORED);
        assertThat(neighbour.join()).extracting(Result::seq).containsExactly(4L, 5L, 6L);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothingOvertakesASendThatMayBeSentAgain(RuntimeException failure, Outcome outcome) {
        store.failure = failure;
        store.poison = send -> send.id().value().equals("b-1");
        var taken = submitAndAwaitTaken("a", 1);
        var poisoned = submit(send("b-0"), send("b-1"), send("b-2"), send("b-3", "carol"));
        var later = submit(send("c-0"), send("c-1", "carol"));

        store.permits.release(MANY);

        assertThat(taken.join()).hasSize(1);
        var behind = outcome == Outcome.UNKNOWN ? Outcome.UNKNOWN : Outcome.STORED;
        assertThat(poisoned.join())
                .extracting(Result::outcome)
                .containsExactly(Outcome.STORED, outcome, behind, Outcome.STORED);
        assertThat(later.join())
                .extracting(Result::outcome)
                .containsExactly(behind, Outcome.STORED);
    }

    @Test
    void whatAHalfCommittedIsToldAlthoughTheStoreIsDownForTheOther() {
        store.poison = send -> send.id().value().equals("b-1");
        store.outage = send -> send.id().value().equals("b-2");
        var taken = submitAndAwaitTaken("a", 1);
        var halfStored = submit(send("b-0"), send("b-1", "carol"), send("b-2"), send("b-3"));
        var notTried = submit("c", 2);

        store.permits.release(MANY);

        assertThat(taken.join()).hasSize(1);
        assertThat(halfStored.join())
                .extracting(Result::outcome)
                .containsExactly(Outcome.STORED, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.UNKNOWN);
        assertThatThrownBy(notTried::join).hasCauseInstanceOf(StoreUnavailable.class);
        await().untilAsserted(() ->
                assertThat(heard)
                        .extracting(committed -> committed.send().id().value())
                        .containsExactly("a-0", "b-0"));
    }

    @Test
    void anUnavailableStoreFailsTheRequestsAndTheNextSucceed() {
        store.permits.release(MANY);
        store.down = true;
        assertThatThrownBy(() -> submit("a", 2).join()).hasCauseInstanceOf(StoreUnavailable.class);

        store.down = false;

        assertThat(submit("a", 2).join()).hasSize(2);
    }

    @Test
    void closingFinishesWhatWaitsAndRefusesTheRest() {
        var inFlight = submitAndAwaitTaken("a", 1);
        var waiting = submit("b", 2);
        store.permits.release(MANY);

        intake.close();

        assertThat(inFlight).isCompleted();
        assertThat(waiting).isCompleted();
        assertThat(submit("c", 1)).isCompletedExceptionally();
    }

    @Test
    void aWorkerThatHasEndedMakesTheServiceNotReady() {
        var broken = new AtomicBoolean();
        var clock =
                new MockClock() {
                    @Override
                    public long wallTime() {
                        if (broken.get()) throw new IllegalStateException("made by the test");
                        return super.wallTime();
                    }
                };
        var unwell = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        var metrics =
                new IntakeMetrics(
                        unwell.timer("queue"),
                        unwell.timer("commit"),
                        unwell.counter("inconsistent"));
        try (var other =
                BatchingIntake.start(
                        new IntakeConfig(2, 8, 20, 50_000), store, heard::addAll, metrics)) {
            assertThat(other.status()).isInstanceOf(Status.Ready.class);
            broken.set(true);

            var _ = other.submit(List.of(send("a")));

            await().dontCatchUncaughtExceptions() // the worker's own
                    .untilAsserted(() ->
                            assertThat(other.status())
                                    .isEqualTo(new Status.NotReady("1 of 2 workers")));
        }
    }

    /// Returns once the request is in its transaction, so that later ones wait behind it.
    private CompletableFuture<List<Result>> submitAndAwaitTaken(String prefix, int sends) {
        var answer = submit(prefix, sends);
        await().until(store.permits::hasQueuedThreads);
        return answer;
    }

    private CompletableFuture<List<Result>> submit(String prefix, int sends) {
        return submit(
                IntStream.range(0, sends)
                        .mapToObj(number -> send(prefix + "-" + number))
                        .toArray(Item[]::new));
    }

    private CompletableFuture<List<Result>> submit(Item... sends) {
        return intake.submit(List.of(sends));
    }

    private static Item send(String id) {
        return send(id, "bob");
    }

    private static Item large(String id) {
        return send(id, "bob", "x".repeat(10_000));
    }

    private static Item send(String id, String to) {
        return send(id, to, "hi");
    }

    private static Item send(String id, String to, String body) {
        return new Item(
                new UserId("alice"), null, new ClientMessageId(id), new UserId(to), "text", body);
    }
}
