package dev.godwit.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.id.InvalidValue;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "QUJD", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anythingElseIsRefusedByName(String text) {
        assertThatThrownBy(() -> ConversationCursor.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("cursor: \"" + text + "\"");
    }
}
