package dev.godwit.chat.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;

class FailuresTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "08006", "08003", "57P01", "57014", "53300", "53100", "25006", "42P01", "XX000",
                "x", "22003", "54000", "54001", "23505", "23514"
            })
    void whatIsNotSurelyRefusedIsUnknown(String state) {
        assertThat(Failures.translated(new SQLException("no", state)))
                .isInstanceOf(StoreUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05"})
    void badDataIsRefused(String state) {
        assertThat(Failures.translated(new SQLException("no", state)))
                .isInstanceOf(StoreRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23502", "23505", "23514"})
    void whatContradictsTheTablesMayBeStoredOnceTheyAreMended(String state) {
        assertThat(Failures.translated(new SQLException("no", state)))
                .isInstanceOf(ConstraintViolated.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aTransactionInTheWayIsContention(String state) {
        assertThat(Failures.isContention(new SQLException("no", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P03", "55P03"})
    void whatPassesByItselfMayBeDeepInside(String state) {
        var failure = new IllegalStateException(new SQLException("gone", state));

        assertThat(Failures.isPassing(failure)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"42P01", "28P01", "40001"})
    void anythingElseIsNoAbsence(String state) {
        assertThat(Failures.isPassing(new SQLException("no", state))).isFalse();
    }
}
