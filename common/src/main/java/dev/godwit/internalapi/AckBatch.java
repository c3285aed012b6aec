package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// Cursors to advance: everything up to `n` is stored on the device. Smaller than what is known is
/// ignored, but says that the device is connected.
public record AckBatch(List<Item> acks) {
    /// How often a connected device is to be named here at least: one that was not seen for some
    /// times as long counts as not connected, and one not seen for much longer is dropped.
    public static final Duration SEEN_EVERY = Duration.ofMinutes(10);

    public AckBatch {
        acks = Batch.of(acks);
    }

    /// `log`: the generation that `n` was counted in. An ack of another one than the current moves
    /// nothing; null, from a gateway that knows none, counts as one of the current. `closed`: the
    /// epoch of the device's connection where that has ended.
    public record Item(
            UserId user,
            DeviceId device,
            long n,
            @Nullable LogGeneration log,
            @Nullable Long closed) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }

        public Item(UserId user, DeviceId device, long n) {
            this(user, device, n, null);
        }

        public Item(UserId user, DeviceId device, long n, @Nullable LogGeneration log) {
            this(user, device, n, log, null);
        }

        /// The same of a position that does not count.
        public Item withoutPosition() {
            return new Item(user, device, 0, log, closed);
        }

        /// Both in one, of the same device.
        public Item and(Item other) {
            return new Item(user, device, Math.max(n, other.n), log, later(closed, other.closed));
        }

        private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return Math.max(one, other);
        }
    }

    /// The cursors are durable. `log`: the current generation, null where the service knows none.
    public record Answer(@Nullable LogGeneration log) {
        public Answer() {
            this(null);
        }
    }
}
