package dev.godwit.chat.delivery;

import dev.godwit.chat.inbox.Inbox;
import dev.godwit.id.UserId;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Many threads bring hints, and the publisher's takes them.
@Param(name = "size", gen = IntGen.class, conf = "1:2")
public class HintQueueInterleavingsTest {
    private static final long MANY_BYTES = 1_000_000;
    private static final Inbox.Delivered DELIVERED =
            new Inbox.Delivered(new UserId("bob"), new UserId("alice"), 1);
    private static final List<Hint> HINTS = List.of(hint(0), hint(1), hint(2));

    private final HintQueue queue = new HintQueue(3, MANY_BYTES);

    @Operation
    public boolean offer(@Param(name = "size") int size) {
        return queue.offer(HINTS.get(size));
    }

    @Operation
    public List<Integer> take(@Param(name = "size") int most) throws InterruptedException {
        return queue.take(most, Duration.ZERO).stream().map(Hint::size).toList();
    }

    @Operation
    public int size() {
        return queue.size();
    }

    @Operation
    public void close() {
        queue.close();
    }

    @Operation
    public boolean finished() {
        return queue.finished();
    }

    @Test
    void bringingAndTakingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(80)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(2)
                .check(HintQueueInterleavingsTest.class);
    }

    @Test
    void whoeverWaitsIsWokenByAHint() {
        Lincheck.runConcurrentTest(
                120,
                () -> {
                    var shared = AtOnce.shared(new HintQueue(10, MANY_BYTES));
                    var taken = new ArrayList<Hint>();

                    AtOnce.run(
                            () -> taken.addAll(all(shared)),
                            () -> AtOnce.expect(shared.offer(HINTS.get(1)), "refused"));

                    AtOnce.expect(taken.equals(List.of(HINTS.get(1))), "taken: " + taken);
                });
    }

    @Test
    void whoeverWaitsIsWokenByTheEnd() {
        Lincheck.runConcurrentTest(
                120,
                () -> {
                    var shared = AtOnce.shared(new HintQueue(10, MANY_BYTES));
                    var taken = new ArrayList<Hint>();

                    AtOnce.run(
                            () -> {
                                while (!shared.finished()) taken.addAll(all(shared));
                            },
                            () -> {
                                AtOnce.expect(shared.offer(HINTS.get(2)), "refused");
                                shared.close();
                            });

                    AtOnce.expect(taken.equals(List.of(HINTS.get(2))), "taken: " + taken);
                });
    }

    private static List<Hint> all(HintQueue queue) {
        try {
            return queue.take(10, Duration.ofDays(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Hint hint(int size) {
        return new Hint.Receipts(
                new Inbox.Acknowledged(Collections.nCopies(size, DELIVERED), null));
    }
}
