package dev.godwit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

import org.junit.jupiter.api.Test;

class LeakCheckTest {
    private final LeakReports reports = new LeakReports();
    private final ResourceLeakDetector<Object> detector =
            reports.newResourceLeakDetector(Object.class, 1);

    @Test
    void isInstalledWhereverThisModuleIsOnTheClassPath() {
        assertThat(ResourceLeakDetectorFactory.instance()).isInstanceOf(LeakReports.class);
    }

    @Test
    void failsOnceForWhatWasNeverReleased() {
        leak();

        await().untilAsserted(() -> {
            System.gc();
            released();
            assertThatThrownBy(reports::failIfAny)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("never released");
        });
        assertThatCode(reports::failIfAny).doesNotThrowAnyException();
    }

    @Test
    void saysNothingOfWhatWasReleased() {
        released();
        System.gc();
        released();

        assertThatCode(reports::failIfAny).doesNotThrowAnyException();
    }

    private void leak() {
        var _ = detector.track(new Object());
    }

    private void released() {
        var resource = new Object();
        var tracker = detector.track(resource);
        assertThat(tracker).isNotNull();
        tracker.close(resource);
    }
}
