package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.connection.LivenessMonitor.Verdict;
import dev.godwit.gateway.delivery.Progress;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

class LivenessMonitorTest {
    private static final Progress NOTHING_OWED = new Progress(5, 5, 256, true);
    private static final Progress OWED = new Progress(9, 5, 256, true);

    private final Random random = new Random(1);
    private final LivenessMonitor vitals = monitor();

    @Test
    void theFirstPingComesWithinAHeartbeatAndThenASilentOneIsPingedEachHeartbeat() {
        var first = firstPing(vitals);

        assertThat(first).isBetween(0, 10);
        assertThat(nextPing(vitals, first)).isEqualTo(first + 10);
    }

    @Test
    void whoeverHasJustSpokenIsNotPingedBeforeAHeartbeatOfSilence() {
        var first = firstPing(vitals);
        vitals.heard(seconds(first + 7));

        assertThat(nextPing(vitals, first)).isEqualTo(first + 7 + 10);
    }

    @Test
    void clientsThatCameTogetherArePingedAtTimesOfTheirOwn() {
        var together = Stream.generate(this::monitor).limit(1000).toList();

        for (var second = 1; second <= 40; second++) {
            var pinged = 0;
            for (var each : together) {
                if (each.judge(seconds(second), true, true, NOTHING_OWED) == Verdict.PING) {
                    each.heard(seconds(second));
                    pinged++;
                }
            }
            assertThat(pinged).isLessThan(200);
        }
    }

    @Test
    void aSilentClientIsDeadAfterTwoHeartbeats() {
        assertThat(judge(21, true, NOTHING_OWED)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void whoeverAnswersIsAlive() {
        vitals.heard(seconds(15));

        assertThat(judge(21, true, NOTHING_OWED)).isNotEqualTo(Verdict.DEAD);
    }

    @Test
    void anAckThatDoesNotComeEndsIt() {
        judge(0, true, OWED);
        vitals.heard(seconds(21));

        assertThat(judge(21, true, OWED)).isEqualTo(Verdict.NOTHING_ACKNOWLEDGED);
    }

    @Test
    void everyAckStartsTheClockAgain() {
        judge(0, true, OWED);
        judge(15, true, new Progress(9, 6, 256, true));
        vitals.heard(seconds(30));

        assertThat(judge(30, true, new Progress(9, 6, 256, true)))
                .isNotEqualTo(Verdict.NOTHING_ACKNOWLEDGED);
    }

    @Test
    void aSocketThatTakesNothingForTooLongEndsIt() {
        judge(1, true, NOTHING_OWED);

        assertThat(vitals.judge(seconds(62), false, false, NOTHING_OWED))
                .isEqualTo(Verdict.NOTHING_ACKNOWLEDGED);
    }

    @Test
    void silenceMeansNothingWhileTheServerDoesNotRead() {
        assertThat(vitals.judge(seconds(25), true, false, NOTHING_OWED)).isNotEqualTo(Verdict.DEAD);
    }

    @Test
    void aMessageThatIsNeverWholeEndsIt() {
        vitals.heardPart(false, seconds(1));
        vitals.heardPart(false, seconds(20));
        vitals.heard(seconds(20));

        assertThat(judge(20, true, NOTHING_OWED)).isNotEqualTo(Verdict.UNFINISHED);
        assertThat(judge(22, true, NOTHING_OWED)).isEqualTo(Verdict.UNFINISHED);
    }

    @Test
    void aMessageThatBecomesWholeIsForgotten() {
        vitals.heardPart(false, seconds(1));
        vitals.heardPart(true, seconds(20));
        vitals.heard(seconds(20));

        assertThat(judge(22, true, NOTHING_OWED)).isNotEqualTo(Verdict.UNFINISHED);
    }

    private LivenessMonitor monitor() {
        return new LivenessMonitor(Duration.ofSeconds(10), Duration.ofSeconds(60), 0, random);
    }

    private static int firstPing(LivenessMonitor monitor) {
        return nextPing(monitor, 0);
    }

    private static int nextPing(LivenessMonitor monitor, int after) {
        for (var second = after + 1; second < after + 20; second++) {
            if (monitor.judge(seconds(second), true, true, NOTHING_OWED) == Verdict.PING) {
                return second;
            }
        }
        throw new AssertionError("no ping");
    }

    private Verdict judge(int second, boolean writable, Progress progress) {
        return vitals.judge(seconds(second), writable, true, progress);
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
