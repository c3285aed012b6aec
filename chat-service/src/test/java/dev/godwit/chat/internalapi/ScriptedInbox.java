package dev.godwit.chat.internalapi;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;

import java.util.List;

/// An inbox that answers everybody alike, or not at all. Thread-safe.
final class ScriptedInbox implements Inbox {
    private volatile boolean down;

    void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public OpenBatch.Answer open(OpenBatch batch) {
        check();
        return new OpenBatch.Answer(
                batch.devices().stream().map(_ -> new OpenBatch.Opened(5, 2)).toList());
    }

    /// Every ack delivers the first message of alice to whoever acknowledges.
    @Override
    public List<Delivered> ack(AckBatch batch) {
        check();
        return batch.acks().stream()
                .map(ack -> new Delivered(ack.user(), new UserId("alice"), 1))
                .toList();
    }

    @Override
    public ReadBatch.Answer read(ReadBatch batch) {
        check();
        return new ReadBatch.Answer(
                batch.reads().stream().map(_ -> new ReadBatch.Page(List.of(), 9)).toList());
    }

    @Override
    public List<Long> heads(HeadsBatch batch) {
        check();
        return batch.users().stream().map(_ -> 9L).toList();
    }

    private void check() {
        if (down) throw new StoreUnavailable("taken down by the test", null);
    }
}
