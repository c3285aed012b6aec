package dev.godwit.api;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.util.List;

/// Cursors to advance: everything up to `n` is stored on the device. Smaller than what is known is
/// ignored.
public record AckBatch(List<Item> acks) {
    public record Item(UserId user, DeviceId device, long n) {}

    /// Says only that the cursors are durable.
    public record Answer() {}
}
