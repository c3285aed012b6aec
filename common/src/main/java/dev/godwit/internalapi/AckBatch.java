package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Cursors to advance: everything up to `n` is stored on the device. Smaller than what is known is
/// ignored.
public record AckBatch(List<Item> acks) {
    public AckBatch {
        acks = Batch.of(acks);
    }

    /// `log`: the generation that `n` was counted in. An ack of another one than the current moves
    /// nothing; null, from a gateway that knows none, counts as one of the current.
    public record Item(UserId user, DeviceId device, long n, @Nullable LogGeneration log) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }

        public Item(UserId user, DeviceId device, long n) {
            this(user, device, n, null);
        }
    }

    /// The cursors are durable. `log`: the current generation, null where the service knows none.
    public record Answer(@Nullable LogGeneration log) {
        public Answer() {
            this(null);
        }
    }
}
