package dev.godwit.chat.delivery;

import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.message.Committed;
import dev.godwit.internalapi.DisplaceBatch;

import java.util.List;

/// Something gateways should hear of soon. `size` counts what a full queue loses with it.
sealed interface Hint {
    int size();

    /// What it takes of the heap for what senders wrote, at most.
    default long bytes() {
        return 0;
    }

    /// A batch of messages, committed when the monotonic clock showed `since`.
    record Commits(List<Committed> batch, long since) implements Hint {
        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public long bytes() {
            return batch.stream().mapToLong(each -> each.send().heapBytes()).sum();
        }
    }

    /// What acks delivered: their senders are shown receipts.
    record Receipts(Inbox.Acknowledged acknowledged) implements Hint {
        @Override
        public int size() {
            return acknowledged.delivered().size();
        }
    }

    /// Connections on known slots that newer ones have displaced.
    record Displaced(List<DisplaceBatch.Item> items) implements Hint {
        @Override
        public int size() {
            return items.size();
        }
    }
}
