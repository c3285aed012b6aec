package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.godwit.id.LogGeneration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Conversations, newest first. `cursor`: where the next page goes on, null on the last one.
@JsonPropertyOrder({"conversations", "cursor"})
public record ConversationPage(
        List<Conversation> conversations, @Nullable ConversationCursor cursor) {
    /// The same page, its cursor as one of the generation `current`.
    public ConversationPage in(LogGeneration current) {
        return new ConversationPage(conversations, cursor == null ? null : cursor.in(current));
    }
}
