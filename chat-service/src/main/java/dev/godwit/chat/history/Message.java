package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;

/// A message as history shows it. `at`: epoch milliseconds.
@JsonPropertyOrder({"id", "from", "to", "seq", "at", "kind", "body"})
public record Message(
        ClientMessageId id, UserId from, UserId to, long seq, long at, String kind, String body) {}
