package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.Acks.AT_ONCE;
import static dev.godwit.e2e.TestClient.Acks.BY_THE_TEST;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// Far more waits for somebody than the server may hold for a connection.
class BacklogE2E {
    private static final int SENDERS = 4;
    private static final int MESSAGES_EACH = 5_000;
    private static final int BACKLOG = SENDERS * MESSAGES_EACH;
    private static final int WINDOW = 256;
    private static final int BODY_CHARS = 2_000;
    private static final long FLAT_BYTES = 12L * 1024 * 1024;

    @Test
    void aBacklogOfTwentyThousandIsDrainedThroughTheWindowWithFlatMemory() {
        try (var cluster =
                Cluster.start(
                        Map.of(
                                "gateway.send-burst", "1000000",
                                "gateway.sends-per-second", "1000000",
                                "gateway.frames-per-second", "1000000",
                                "gateway.lane-queue", "100000"))) {
            fill(cluster);
            var reader = cluster.connect(1, "reader", "phone", BY_THE_TEST);

            var acked = 0L;
            var floor = Long.MAX_VALUE;
            var peak = 0L;
            while (acked < BACKLOG) {
                var due = (int) Math.min(WINDOW, BACKLOG - acked);
                var frames = reader.awaitMessages(due);
                assertThat(frames).hasSizeLessThanOrEqualTo(WINDOW);
                for (var frame : frames) assertThat(frame.path("n").asLong()).isEqualTo(++acked);
                reader.forgetFrames();
                if (acked % (20 * WINDOW) == 0) {
                    var used = usedAfterCollection();
                    floor = Math.min(floor, used);
                    peak = Math.max(peak, used);
                }
                reader.ack(acked);
            }

            reader.awaitFrame(frame -> TestClient.type(frame).equals("live"));
            assertThat(reader.messages()).isEmpty();
            assertThat(peak - floor).isLessThan(FLAT_BYTES);
        }
    }

    private static void fill(Cluster cluster) {
        var body = "x".repeat(BODY_CHARS);
        for (var s = 0; s < SENDERS; s++) {
            var sender = cluster.connect(s % 2, "sender-" + s, "phone", AT_ONCE).awaitLive();
            for (var i = 1; i <= MESSAGES_EACH; i++) sender.send("m-" + i, "reader", body);
            sender.awaitAnswers(MESSAGES_EACH);
            assertThat(sender.ofType("error")).isEmpty();
            sender.vanish();
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
