package dev.godwit.chat.intake;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.infra.AtOnce;
import dev.godwit.internalapi.SendBatch.Item;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Requests come on many threads and are taken by several workers.
class RequestQueueInterleavingsTest {
    private static final Item SEND =
            new Item(
                    new UserId("alice"),
                    new DeviceId("phone"),
                    new ClientMessageId("1"),
                    new UserId("bob"),
                    "text",
                    "hi");
    private static final Request FIRST = request();
    private static final Request SECOND = request();
    private static final Request THIRD = request();

    @Test
    void whatIsLetInIsTakenOnceAndTheWorkersEnd() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var queue = AtOnce.shared(new RequestQueue(10, 1_000_000));
                    var one = new ArrayList<Request>();
                    var other = new ArrayList<Request>();

                    AtOnce.run(
                            () -> work(queue, one),
                            () -> work(queue, other),
                            () -> {
                                AtOnce.expect(queue.offer(FIRST), "refused");
                                AtOnce.expect(queue.offer(SECOND), "refused");
                                queue.close();
                            });

                    one.addAll(other);
                    AtOnce.expect(one.size() == 2, "taken: " + one.size());
                    AtOnce.expect(one.contains(FIRST) && one.contains(SECOND), "one is lost");
                });
    }

    @Test
    void whoeverComesWhileItClosesIsTakenOrRefused() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var queue = AtOnce.shared(new RequestQueue(10, 1_000_000));
                    var taken = new ArrayList<Request>();
                    var letIn = new boolean[1];

                    AtOnce.run(
                            () -> work(queue, taken),
                            () -> letIn[0] = queue.offer(FIRST),
                            queue::close);

                    AtOnce.expect(letIn[0] == taken.contains(FIRST), "let in and left behind");
                });
    }

    @Test
    void noMoreIsLetInThanThereIsRoomFor() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var queue = AtOnce.shared(new RequestQueue(2, 1_000_000));
                    var letIn = new boolean[3];

                    AtOnce.run(
                            () -> {
                                letIn[0] = queue.offer(FIRST);
                                letIn[1] = queue.offer(SECOND);
                            },
                            () -> letIn[2] = queue.offer(THIRD));

                    var count = (letIn[0] ? 1 : 0) + (letIn[1] ? 1 : 0) + (letIn[2] ? 1 : 0);
                    AtOnce.expect(count == 2, "let in: " + count);
                    AtOnce.expect(queue.take(10).size() == 2, "not as many as were let in");
                });
    }

    /// As a worker does: until the queue is closed and empty.
    private static void work(RequestQueue queue, List<Request> taken) {
        for (var next = queue.take(1); !next.isEmpty(); next = queue.take(1)) taken.addAll(next);
    }

    private static Request request() {
        return new Request(List.of(SEND), 0, new CompletableFuture<>());
    }
}
