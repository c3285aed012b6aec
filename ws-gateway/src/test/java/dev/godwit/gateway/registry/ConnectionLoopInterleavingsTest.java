package dev.godwit.gateway.registry;

import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Other threads post to an event loop that is at work.
class ConnectionLoopInterleavingsTest {
    @Test
    void whatIsPostedRunsOnceAndInThePostersOrder() {
        Lincheck.runConcurrentTest(
                200,
                () -> {
                    var executor = new HandDrivenLoop();
                    var loop =
                            AtOnce.shared(new ConnectionLoop(executor, () -> 0, new NoMetrics()));
                    var ran = new ArrayList<String>(); // only the loop touches it

                    AtOnce.run(
                            () -> {
                                loop.post(() -> ran.add("first"));
                                loop.post(() -> ran.add("second"));
                            },
                            () -> loop.post(() -> ran.add("other")),
                            executor::run);
                    executor.run();

                    AtOnce.expect(ran.size() == 3, "lost or run twice: " + ran);
                    AtOnce.expect(before(ran, "first", "second"), "out of order: " + ran);
                });
    }

    @Test
    void pushesGiveBackTheRoomTheyTook() {
        Lincheck.runConcurrentTest(
                100,
                () -> {
                    var executor = new HandDrivenLoop();
                    var loop =
                            AtOnce.shared(new ConnectionLoop(executor, () -> 0, new NoMetrics()));
                    var ran = new ArrayList<String>();

                    AtOnce.run(
                            () -> loop.postPushes(pushes(ran, "one"), () -> ran.add("after one")),
                            () -> loop.postPushes(pushes(ran, "two"), () -> ran.add("after two")),
                            executor::run);
                    executor.run();

                    AtOnce.expect(before(ran, "one", "after one"), "one: " + ran);
                    AtOnce.expect(before(ran, "two", "after two"), "two: " + ran);
                    AtOnce.expect(loop.waitingBytes() == 0, "room is not given back");
                });
    }

    private static boolean before(List<String> ran, String one, String other) {
        return ran.contains(one) && ran.indexOf(one) < ran.indexOf(other);
    }

    private static Pushes pushes(List<String> ran, String word) {
        var pushes = new Pushes();
        pushes.add(new byte[10], () -> ran.add(word));
        return pushes;
    }
}
