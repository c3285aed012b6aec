package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.godwit.id.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// The place of a conversation in the list: its last message's time, then its id. Opaque to
/// clients: 24 bytes in URL-safe Base64.
public record ConversationCursor(long lastAt, UUID conversation) {
    private static final int BYTES = 24;

    /// Throws [InvalidValue] where the text is not a cursor that was handed out.
    public static ConversationCursor parse(String text) {
        var bytes = ByteBuffer.wrap(decoded(text));
        if (bytes.remaining() != BYTES) throw notACursor(text, null);
        return new ConversationCursor(bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw notACursor(text, e);
        }
    }

    private static InvalidValue notACursor(String text, @Nullable Throwable cause) {
        var invalid = new InvalidValue("cursor", text, "the cursor of an earlier page");
        invalid.initCause(cause);
        return invalid;
    }

    @JsonValue
    @Override
    public String toString() {
        var bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(lastAt)
                        .putLong(conversation.getMostSignificantBits())
                        .putLong(conversation.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
