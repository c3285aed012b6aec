package dev.godwit.chat.delivery;

import dev.godwit.chat.delivery.DeliveryMetrics.Loss;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.DisplaceBatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// All that waited at one moment, rendered: whom it concerns is looked up together, and each slot
/// gets one record. Owned by the publisher's thread.
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final List<Entry> entries = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<DisplaceBatch.Item> displaced = new ArrayList<>();
    private final DeliveryMetrics losses;
    private long since;

    Round(List<Hint> hints, Frames frames, DeliveryMetrics losses, long now) {
        this.losses = losses;
        since = now;
        for (var hint : hints) {
            switch (hint) {
                case Hint.Commits(var batch, var committed) -> {
                    since = Math.min(since, committed);
                    batch.forEach(message -> render(() -> entries.addAll(frames.entries(message))));
                }
                case Hint.Receipts(Inbox.Acknowledged(var delivered, var log)) ->
                        delivered.forEach(
                                each -> render(() -> notices.add(frames.receipt(each, log))));
                case Hint.Displaced(var items) -> displaced.addAll(items);
            }
        }
    }

    /// What cannot be rendered costs its own hint and no other.
    private void render(Runnable one) {
        try {
            one.run();
        } catch (RuntimeException e) {
            losses.lost(Loss.NOT_RENDERED, 1);
            LOG.atError().setCause(e).log("hint not rendered");
        }
    }

    void publish(RouteResolver whereabouts, GuardedProducer outlet) {
        var users = new HashSet<UserId>();
        entries.forEach(entry -> users.add(entry.user()));
        notices.forEach(notice -> users.add(notice.user()));
        var records = new SlotRecords(whereabouts.of(users));
        entries.forEach(records::add);
        notices.forEach(records::add);
        displaced.forEach(item -> records.add(item.slot(), item.displacement()));
        records.forEach((slot, record) -> outlet.give(slot, record, since));
    }
}
