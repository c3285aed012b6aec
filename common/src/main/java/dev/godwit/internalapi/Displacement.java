package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

/// The device has a newer connection, numbered `epoch`: older ones on this gateway are closed with
/// 4409.
public record Displacement(UserId user, DeviceId device, long epoch) {
    public Displacement {
        requireNonNull(user, "user");
        requireNonNull(device, "device");
    }
}
