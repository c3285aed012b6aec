package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.util.List;

/// Pages of logs to read, each from after position `after` and at most `limit` entries.
public record ReadBatch(List<Item> reads) {
    public ReadBatch {
        reads = Batch.of(reads);
    }

    public record Item(UserId user, DeviceId device, long after, int limit) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }
    }

    /// One page per item, in the items' order.
    public record Answer(List<Page> pages) {
        public Answer {
            pages = List.copyOf(pages);
        }
    }

    /// Consecutive entries, bounded in bytes too; `head` is the log's last position when it was
    /// read.
    public record Page(List<Entry> entries, long head) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// The frame this device is to be shown for position `n`: UTF-8 JSON.
    public record Entry(long n, byte[] frame) {
        public Entry {
            requireNonNull(frame, "frame");
        }
    }
}
