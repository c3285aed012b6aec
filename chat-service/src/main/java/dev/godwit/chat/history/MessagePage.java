package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import java.util.List;

/// Messages in rising `seq`. `hasMore`: there are others beyond the page, in the direction it was
/// asked for (older ones, unless it was asked for what is after).
@JsonPropertyOrder({"messages", "hasMore"})
public record MessagePage(List<Message> messages, boolean hasMore) {}
