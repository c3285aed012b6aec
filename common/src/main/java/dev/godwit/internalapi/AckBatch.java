package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.util.List;

/// Cursors to advance: everything up to `n` is stored on the device. Smaller than what is known is
/// ignored.
public record AckBatch(List<Item> acks) {
    public AckBatch {
        acks = Batch.of(acks);
    }

    public record Item(UserId user, DeviceId device, long n) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }
    }

    /// Says only that the cursors are durable.
    public record Answer() {}
}
