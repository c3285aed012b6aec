package dev.godwit.chat.message;

import dev.godwit.id.ConversationId;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a batch is to write and to be answered.
///
/// `messages`: to insert, in order. `entries`: to append to logs. `repeated`: rows that a repeated
/// send writes again unchanged, so that its commit waits for the standby as the first one did.
record Plan(
        Acceptance acceptance,
        List<NewMessage> messages,
        List<NewEntry> entries,
        Set<RowKey> repeated,
        Set<ConversationId> begun) {
    /// A message with its numbers.
    record NewMessage(Draft draft, Stored numbers) {}

    /// A message's row.
    record RowKey(ConversationId conversation, long seq) {}

    /// The newest message of each conversation that has new ones.
    Collection<NewMessage> newest() {
        Map<ConversationId, NewMessage> newest = new LinkedHashMap<>();
        for (var message : messages) newest.put(message.draft().conversation(), message);
        return newest.values();
    }

    /// The last entry of each log that has new ones.
    Collection<NewEntry> heads() {
        Map<Object, NewEntry> heads = new LinkedHashMap<>();
        for (var entry : entries) heads.put(entry.user(), entry);
        return heads.values();
    }
}
