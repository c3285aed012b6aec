package dev.godwit.chat.delivery;

import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.message.Committed;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.id.LogGeneration;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Renders what was committed as the frames that people are shown, once for all their devices.
/// Thread-safe.
final class Frames {
    private final ServerFrameEncoder encoder = new ServerFrameEncoder();

    /// The entries of a message that have a known position: the recipient's, and the sender's own.
    List<Entry> entries(Committed committed) {
        var send = committed.send();
        var own = committed.result().n();
        var log = committed.result().log();
        var entries = new ArrayList<Entry>(2);
        if (send.to().equals(send.from())) own = Math.max(own, committed.recipientN());
        else if (committed.recipientN() > 0)
            entries.add(
                    new Entry(
                            send.to(),
                            committed.recipientN(),
                            frame(committed, committed.recipientN()),
                            null,
                            log));
        if (own > 0) {
            entries.add(new Entry(send.from(), own, frame(committed, own), send.device(), log));
        }
        return entries;
    }

    /// The receipt that the sender is shown.
    Notice receipt(Inbox.Delivered delivered, @Nullable LogGeneration log) {
        var reader = delivered.reader();
        var receipt = new ServerFrame.Receipt(reader, reader, delivered.seq(), 0);
        return new DeliveryRecord.Notice(delivered.sender(), encoder.encode(receipt), log);
    }

    private byte[] frame(Committed committed, long n) {
        var send = committed.send();
        var result = committed.result();
        return encoder.encode(
                new ServerFrame.Message(
                        n,
                        send.id(),
                        send.from(),
                        send.to(),
                        result.seq(),
                        result.at(),
                        send.kind(),
                        send.body()));
    }
}
