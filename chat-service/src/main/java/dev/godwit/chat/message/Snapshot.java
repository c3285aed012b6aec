package dev.godwit.chat.message;

import dev.godwit.chat.inbox.CurrentGeneration;
import dev.godwit.id.ConversationId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a batch's transaction has read, under the locks of everybody in it. Filled by the store,
/// then only read.
///
/// `log`: the generation it was read in. `heads`: of the logs. `lastSeqs`: of the conversations
/// there are. `messages`: those already stored under the batch's keys. `devices`: the registered
/// ones of the senders.
record Snapshot(
        CurrentGeneration log,
        Map<UserId, Long> heads,
        Map<ConversationId, Long> lastSeqs,
        Map<MessageKey, Stored> messages,
        Set<Block> blocks,
        Map<UserId, Set<DeviceId>> devices) {
    static Snapshot empty() {
        return new Snapshot(
                new CurrentGeneration(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>());
    }
}
