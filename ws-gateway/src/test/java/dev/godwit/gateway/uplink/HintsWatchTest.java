package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class HintsWatchTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final HintsWatch watch = new HintsWatch(nanoTime::get);

    @Test
    void oneNodeThatLosesHintsIsEnough() {
        watch.inReach(List.of("one", "two"));
        watch.heard("one", true);
        watch.heard("two", false);
        assertThat(watch.unwell()).isTrue();

        watch.heard("one", false);
        assertThat(watch.unwell()).isFalse();
    }

    @Test
    void whatANodeSaidIsForgottenWithIt() {
        watch.inReach(List.of("one", "two"));
        watch.heard("one", true);

        watch.inReach(List.of("two"));
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(watch.unwell()).isFalse();
    }

    @Test
    void aNodeThatGoesTakesHintsWithIt() {
        watch.inReach(List.of("one", "two"));
        assertThat(watch.unwell()).isFalse();

        watch.inReach(List.of("two"));
        assertThat(watch.unwell()).isTrue();

        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(watch.unwell()).isFalse();
    }

    @Test
    void aNodeThatComesLosesNothing() {
        watch.inReach(List.of("one"));
        watch.inReach(List.of("one", "two"));

        assertThat(watch.unwell()).isFalse();
    }
}
