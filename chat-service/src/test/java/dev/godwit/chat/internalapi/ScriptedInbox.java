package dev.godwit.chat.internalapi;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;

import java.util.List;
import java.util.function.Consumer;

/// An inbox that answers everybody alike, or not at all. Thread-safe.
final class ScriptedInbox implements Inbox {
    static final LogGeneration LOG = new LogGeneration("7f3a");

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
    public AckBatch.Answer ack(AckBatch batch, Consumer<Acknowledged> senders) {
        check();
        var delivered =
                batch.acks().stream()
                        .map(ack -> new Delivered(ack.user(), new UserId("alice"), 1))
                        .toList();
        senders.accept(new Acknowledged(delivered, LOG));
        return new AckBatch.Answer(LOG);
    }

    @Override
    public ReadBatch.Answer read(ReadBatch batch) {
        check();
        return new ReadBatch.Answer(
                batch.reads().stream().map(_ -> new ReadBatch.Page(List.of(), 9)).toList());
    }

    @Override
    public HeadsBatch.Answer heads(HeadsBatch batch) {
        check();
        return new HeadsBatch.Answer(batch.users().stream().map(_ -> 9L).toList(), LOG);
    }

    private void check() {
        if (down) throw new StoreUnavailable("taken down by the test", null);
    }
}
