package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.godwit.id.InvalidValue;
import dev.godwit.id.LogGeneration;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// The place of a conversation in the list: its last message's time, then its id. Opaque to
/// clients: 24 bytes in URL-safe Base64, then a dot and the log's generation it was handed out in.
public record ConversationCursor(long lastAt, UUID conversation, @Nullable LogGeneration log) {
    private static final int BYTES = 24;

    public ConversationCursor(long lastAt, UUID conversation) {
        this(lastAt, conversation, null);
    }

    /// Throws [InvalidValue] where the text is not a cursor that was handed out.
    public static ConversationCursor parse(String text) {
        var dot = text.indexOf('.');
        var bytes = ByteBuffer.wrap(decoded(dot < 0 ? text : text.substring(0, dot)));
        if (bytes.remaining() != BYTES) throw notACursor(text, null);
        return new ConversationCursor(
                bytes.getLong(),
                new UUID(bytes.getLong(), bytes.getLong()),
                dot < 0 ? null : new LogGeneration(text.substring(dot + 1)));
    }

    /// The same place, as handed out in the generation `current`.
    ConversationCursor in(LogGeneration current) {
        return new ConversationCursor(lastAt, conversation, current);
    }

    /// Throws [InvalidValue] where it was handed out in another generation than `current`: the list
    /// it points into is no longer.
    public ConversationCursor checkedIn(LogGeneration current) {
        if (log != null && !log.equals(current)) {
            throw new InvalidValue(
                    "cursor", this, "a cursor of log " + current + ": begin again without one");
        }
        return this;
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
        var place = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return log == null ? place : place + "." + log;
    }
}
