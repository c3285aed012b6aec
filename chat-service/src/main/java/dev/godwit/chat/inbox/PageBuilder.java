package dev.godwit.chat.inbox;

import dev.godwit.id.LogGeneration;
import dev.godwit.internalapi.ReadBatch.Entry;
import dev.godwit.internalapi.ReadBatch.Page;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A page while it is filled: at least one entry, no more than `maxEntries`, and no more than fit
/// `maxBytes` of frames. Owned by one thread.
final class PageBuilder {
    private final int maxEntries;
    private final int maxBytes;
    private final List<Entry> entries = new ArrayList<>();
    private int bytes;
    private boolean full;

    PageBuilder(int maxEntries, int maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /// False once it is full, or an entry did not fit: the entries after it would leave a hole.
    boolean hasRoom() {
        return !full && entries.size() < maxEntries;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(Entry entry) {
        bytes += entry.frame().length;
        full = bytes > maxBytes && !entries.isEmpty();
        if (!full) entries.add(entry);
    }

    Page page(long head, @Nullable LogGeneration log) {
        var last = entries.isEmpty() ? 0 : entries.getLast().n();
        return new Page(List.copyOf(entries), Math.max(head, last), log);
    }
}
