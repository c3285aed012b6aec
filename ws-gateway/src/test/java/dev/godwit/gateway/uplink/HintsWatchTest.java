package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.BooleanSupplier;

class HintsWatchTest {
    private final HintsWatch watch = new HintsWatch();
    private final BooleanSupplier unwell = watch.reader();

    @Test
    void oneNodeThatLosesHintsIsEnough() {
        watch.inReach(List.of("one", "two"));
        watch.heard("one", true);
        watch.heard("two", false);
        assertThat(unwell.getAsBoolean()).isTrue();
        assertThat(unwell.getAsBoolean()).isTrue();

        watch.heard("one", false);
        assertThat(unwell.getAsBoolean()).isFalse();
    }

    @Test
    void whatANodeSaidIsForgottenWithIt() {
        watch.inReach(List.of("one", "two"));
        watch.heard("one", true);
        watch.inReach(List.of("two"));
        assertThat(unwell.getAsBoolean()).isTrue();

        assertThat(unwell.getAsBoolean()).isFalse();
    }

    @Test
    void aNodeThatIsNotInReachIsNotBelieved() {
        watch.inReach(List.of("one"));

        watch.heard("two", true);

        assertThat(unwell.getAsBoolean()).isFalse();
    }

    @Test
    void aNodeThatGoesTakesHintsWithIt() {
        watch.inReach(List.of("one", "two"));
        assertThat(unwell.getAsBoolean()).isFalse();

        watch.inReach(List.of("two"));
        assertThat(unwell.getAsBoolean()).isTrue();
        assertThat(unwell.getAsBoolean()).isFalse();
    }

    /// The lease's thread looks every 3 s, the head check every 100 ms.
    @Test
    void whoeverLooksSeldomMissesNothing() {
        var seldom = watch.reader();
        watch.inReach(List.of("one", "two"));
        watch.inReach(List.of("two"));
        watch.heard("two", true);
        watch.heard("two", false);
        assertThat(unwell.getAsBoolean()).isTrue();
        assertThat(unwell.getAsBoolean()).isFalse();

        assertThat(seldom.getAsBoolean()).isTrue();
        assertThat(seldom.getAsBoolean()).isFalse();
    }

    @Test
    void aNodeThatComesLosesNothing() {
        watch.inReach(List.of("one"));
        watch.inReach(List.of("one", "two"));

        assertThat(unwell.getAsBoolean()).isFalse();
    }
}
