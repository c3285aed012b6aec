package dev.godwit.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.id.InvalidValue;
import dev.godwit.id.LogGeneration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

class ConversationCursorTest {
    @Test
    void isReadAsItWasWritten() {
        var cursor = new ConversationCursor(1_764_000_000_000L, UUID.randomUUID());

        assertThat(ConversationCursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @Test
    void isGoodInItsOwnGenerationOnly() {
        var log = new LogGeneration("7f3a");
        var other = new LogGeneration("7f3b");
        var cursor = new ConversationCursor(1, UUID.randomUUID(), log);

        var read = ConversationCursor.parse(cursor.toString());

        assertThat(read.checkedIn(log)).isEqualTo(cursor);
        assertThatThrownBy(() -> read.checkedIn(other))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("begin again without one");
        var ofNoGeneration = new ConversationCursor(1, UUID.randomUUID());
        assertThat(ofNoGeneration.checkedIn(other)).isEqualTo(ofNoGeneration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "QUJD", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anythingElseIsRefusedByName(String text) {
        assertThatThrownBy(() -> ConversationCursor.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("cursor: \"" + text + "\"");
    }
}
