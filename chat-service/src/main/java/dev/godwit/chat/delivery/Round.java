package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.DisplaceBatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// All that waited at one moment, rendered: whom it concerns is looked up together, and each slot
/// gets one record. Owned by the publisher's thread.
final class Round {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<DisplaceBatch.Item> displaced = new ArrayList<>();
    private long since;

    Round(List<Hint> hints, Frames frames, long now) {
        since = now;
        for (var hint : hints)
            switch (hint) {
                case Hint.Commits(var batch, var committed) -> {
                    since = Math.min(since, committed);
                    batch.forEach(message -> entries.addAll(frames.entries(message)));
                }
                case Hint.Receipts(var delivered) ->
                        delivered.forEach(each -> notices.add(frames.receipt(each)));
                case Hint.Displaced(var items) -> displaced.addAll(items);
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
