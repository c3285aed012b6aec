package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.connection.LivenessMonitor.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LivenessMonitorTest {
    private static final Progress NOTHING_OWED = new Progress(5, 5, 256, true);
    private static final Progress OWED = new Progress(9, 5, 256, true);

    private final LivenessMonitor vitals =
            new LivenessMonitor(Duration.ofSeconds(10), Duration.ofSeconds(60), 0);

    @Test
    void aQuietClientIsPingedOncePerHeartbeat() {
        assertThat(judge(9, true, NOTHING_OWED)).isEqualTo(Verdict.WELL);
        assertThat(judge(10, true, NOTHING_OWED)).isEqualTo(Verdict.PING);
        assertThat(judge(11, true, NOTHING_OWED)).isEqualTo(Verdict.WELL);
        assertThat(judge(20, true, NOTHING_OWED)).isEqualTo(Verdict.PING);
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

    private Verdict judge(int second, boolean writable, Progress progress) {
        return vitals.judge(seconds(second), writable, true, progress);
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
