package dev.godwit.chat.message;

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
/// `heads`: of the logs. `lastSeqs`: of the conversations there are. `messages`: those already
/// stored under the batch's keys. `devices`: the registered ones of the senders.
record Snapshot(
        Map<UserId, Long> heads,
        Map<ConversationId, Long> lastSeqs,
        Map<MessageKey, Stored> messages,
        Set<Block> blocks,
        Map<UserId, Set<DeviceId>> devices) {
    static Snapshot empty() {
        return new Snapshot(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>());
    }
}
