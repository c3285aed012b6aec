package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Devices that have just connected: each is registered if it is new, and numbered.
public record OpenBatch(List<Item> devices) {
    public OpenBatch {
        devices = Batch.of(devices);
    }

    public record Item(UserId user, DeviceId device) {
        public Item {
            requireNonNull(user, "user");
            requireNonNull(device, "device");
        }
    }

    /// One result per item, in the items' order.
    public record Answer(List<Opened> opened) {
        public Answer {
            opened = List.copyOf(opened);
        }
    }

    /// `cursor`: the last log position the device acknowledged. `epoch`: rises with every
    /// connection of the device, so that of two connections the newer is known. `log`: the
    /// generation that the cursor was counted in, null where the service knows none. `refusal`: why
    /// the device was not registered; the numbers are those of a connection that keeps no cursor.
    public record Opened(
            long cursor, long epoch, @Nullable LogGeneration log, @Nullable Refusal refusal) {
        public Opened(long cursor, long epoch) {
            this(cursor, epoch, null);
        }

        public Opened(long cursor, long epoch, @Nullable LogGeneration log) {
            this(cursor, epoch, log, null);
        }
    }

    /// Why a device may not connect.
    public enum Refusal {
        /// Its user has as many devices as one may have, and all of them are connected.
        TOO_MANY_DEVICES,
        /// A reason that only a later version knows.
        @JsonEnumDefaultValue
        OTHER
    }
}
