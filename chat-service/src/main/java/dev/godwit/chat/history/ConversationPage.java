package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Conversations, newest first. `cursor`: where the next page goes on, null on the last one.
@JsonPropertyOrder({"conversations", "cursor"})
public record ConversationPage(
        List<Conversation> conversations, @Nullable ConversationCursor cursor) {}
