package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.Displacement;
import dev.godwit.presence.Route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// One round's records being put together: one per gateway slot, in the order things were added;
/// more only where one would grow too large for the broker. Owned by one thread.
final class SlotRecords {
    /// Well below the megabyte that brokers take by default.
    static final int MAX_BYTES = 512 * 1024;

    private static final int OVERHEAD_BYTES = 256;

    private final Map<UserId, Map<DeviceId, Route>> routes;
    private final Map<Integer, List<Draft>> slots = new LinkedHashMap<>();

    SlotRecords(Map<UserId, Map<DeviceId, Route>> routes) {
        this.routes = routes;
    }

    void add(Entry entry) {
        for (var slot : slotsOf(entry)) draft(slot, entry.frame().length).entries().add(entry);
    }

    void add(Notice notice) {
        var here = routes.getOrDefault(notice.user(), Map.of()).values();
        here.stream()
                .map(Route::slot)
                .distinct()
                .forEach(slot -> draft(slot, notice.frame().length).notices().add(notice));
    }

    void add(int slot, Displacement displacement) {
        draft(slot, 0).displacements().add(displacement);
    }

    void forEach(BiConsumer<Integer, DeliveryRecord> consumer) {
        slots.forEach(
                (slot, drafts) -> drafts.forEach(draft -> consumer.accept(slot, draft.toRecord())));
    }

    /// The device that sent it has its answer already: it alone is no reason for a record.
    private List<Integer> slotsOf(Entry entry) {
        return routes.getOrDefault(entry.user(), Map.of()).entrySet().stream()
                .filter(route -> !route.getKey().equals(entry.origin()))
                .map(route -> route.getValue().slot())
                .distinct()
                .toList();
    }

    private Draft draft(int slot, int bytes) {
        var drafts = slots.computeIfAbsent(slot, _ -> new ArrayList<>());
        if (drafts.isEmpty() || drafts.getLast().bytes + bytes > MAX_BYTES) drafts.add(new Draft());
        var draft = drafts.getLast();
        draft.bytes += bytes + OVERHEAD_BYTES;
        return draft;
    }

    private static final class Draft {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();
        private final List<Displacement> displacements = new ArrayList<>();
        private int bytes;

        List<Entry> entries() {
            return entries;
        }

        List<Notice> notices() {
            return notices;
        }

        List<Displacement> displacements() {
            return displacements;
        }

        DeliveryRecord toRecord() {
            return new DeliveryRecord(entries, notices, displacements);
        }
    }
}
