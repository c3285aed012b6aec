package dev.godwit.chat.inbox;

import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// The logs and cursors of all users. Blocking; thread-safe. Every call fails with
/// [dev.godwit.chat.database.StoreUnavailable] where nothing is known to have happened.
public interface Inbox {
    /// Registers and numbers devices that have connected.
    OpenBatch.Answer open(OpenBatch batch);

    /// Advances cursors and tells `senders` what that delivered as soon as it is committed, also
    /// where the call fails later.
    AckBatch.Answer ack(AckBatch batch, Consumer<Acknowledged> senders);

    /// Pages of logs, each entry rendered for the device that asks.
    ReadBatch.Answer read(ReadBatch batch);

    /// The last position of each user's log, 0 where there is none.
    HeadsBatch.Answer heads(HeadsBatch batch);

    /// What acks have delivered, in the generation `log`.
    record Acknowledged(List<Delivered> delivered, @Nullable LogGeneration log) {}

    /// `reader` has got the conversation with `sender` up to `seq`.
    record Delivered(UserId reader, UserId sender, long seq) {}
}
