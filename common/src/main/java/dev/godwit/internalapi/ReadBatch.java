package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Pages of logs to read, each from after position `after` and at most `limit` entries.
public record ReadBatch(List<Item> reads) {
    /// Each is answered with one entry at least, however large: this bounds an answer in bytes.
    private static final int MAX_READS = 64;

    public ReadBatch {
        reads = Batch.of(reads, MAX_READS);
    }

    /// `log`: the generation that `after` was counted in. Of another one than the current nothing
    /// is read; null, from a gateway that knows none, counts as the current.
    public record Item(
            UserId user, DeviceId device, long after, int limit, @Nullable LogGeneration log) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }

        public Item(UserId user, DeviceId device, long after, int limit) {
            this(user, device, after, limit, null);
        }
    }

    /// One page per item, in the items' order.
    public record Answer(List<Page> pages) {
        public Answer {
            pages = List.copyOf(pages);
        }
    }

    /// Consecutive entries, bounded in bytes too; `head` is the log's last position when it was
    /// read. `log`: the generation of both, null where the service knows none; where it is another
    /// one than was asked for, there are no entries. `unfinished`: whether there is nothing to show
    /// up to `head`, which is not the last position: reading goes on from there.
    public record Page(
            List<Entry> entries,
            long head,
            @Nullable LogGeneration log,
            @JsonSetter(nulls = Nulls.AS_EMPTY) boolean unfinished) {
        public Page {
            entries = List.copyOf(entries);
        }

        public Page(List<Entry> entries, long head) {
            this(entries, head, null);
        }

        public Page(List<Entry> entries, long head, @Nullable LogGeneration log) {
            this(entries, head, log, false);
        }

        public static Page upTo(long position, @Nullable LogGeneration log) {
            return new Page(List.of(), position, log, true);
        }
    }

    /// The frame this device is to be shown for position `n`: UTF-8 JSON.
    public record Entry(long n, byte[] frame) {
        public Entry {
            requireNonNull(frame, "frame");
        }
    }
}
