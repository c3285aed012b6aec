package dev.godwit.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class ScaleTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1, 7, 99, 100, 101, 4999, 12_345, 2_000_000})
    void aLinearScaleHoldsItsValuesAndFewMarks(double most) {
        var scale = Scale.linear(List.of(List.of(0.0, most)));

        assertThat(scale.position(most)).isBetween(0.0, 1.0);
        assertThat(scale.position(Math.max(1, most))).isGreaterThan(0.49);
        assertThat(scale.marks()).hasSizeBetween(2, 6);
        assertThat(scale.marks().stream().map(Scale.Mark::label)).doesNotHaveDuplicates();
    }

    @Test
    void decadesAreWholeAndNamed() {
        var scale = Scale.decades(List.of(Arrays.asList(3.0, null, 4500.0)));

        assertThat(scale.marks().stream().map(Scale.Mark::label))
                .containsExactly("1 ms", "10 ms", "100 ms", "1 s", "10 s");
        assertThat(scale.position(1)).isZero();
        assertThat(scale.position(100)).isEqualTo(0.5);
    }

    @Test
    void noValuesAreNoTrouble() {
        assertThat(Scale.decades(List.of(List.of())).marks()).isNotEmpty();
        assertThat(Scale.linear(List.of(List.of())).marks()).isNotEmpty();
    }
}
