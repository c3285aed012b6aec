package dev.godwit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OccurrencesTest {
    private final Occurrences losses = new Occurrences();

    @Test
    void eachReaderHearsOfItOnceHoweverLateItAsks() {
        var often = losses.reader();
        var seldom = losses.reader();
        assertThat(often.getAsBoolean()).isFalse();

        losses.happened();
        assertThat(often.getAsBoolean()).isTrue();
        assertThat(often.getAsBoolean()).isFalse();
        losses.happened();
        assertThat(often.getAsBoolean()).isTrue();

        assertThat(seldom.getAsBoolean()).isTrue();
        assertThat(seldom.getAsBoolean()).isFalse();
    }

    @Test
    void aReaderThatComesLaterHearsOfWhatFollows() {
        losses.happened();

        assertThat(losses.reader().getAsBoolean()).isFalse();
    }
}
