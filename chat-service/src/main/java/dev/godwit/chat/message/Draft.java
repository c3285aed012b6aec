package dev.godwit.chat.message;

import dev.godwit.id.ConversationId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

/// A send and what follows from it alone; made before any lock is taken.
record Draft(SendBatch.Item send, MessageKey key, ContentHash hash) {
    static Draft of(SendBatch.Item send) {
        var conversation = ConversationId.between(send.from(), send.to());
        return new Draft(
                send,
                new MessageKey(conversation, send.from(), send.id()),
                ContentHash.of(send.kind(), send.body()));
    }

    ConversationId conversation() {
        return key.conversation();
    }

    UserId sender() {
        return send.from();
    }

    UserId recipient() {
        return send.to();
    }

    /// The smaller of the two user ids; the same whoever of them sends.
    UserId low() {
        return sender().compareTo(recipient()) <= 0 ? sender() : recipient();
    }

    UserId high() {
        return sender().compareTo(recipient()) <= 0 ? recipient() : sender();
    }

    boolean toSelf() {
        return sender().equals(recipient());
    }
}
