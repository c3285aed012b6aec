package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Hands records to gateway slots, in order per slot, at most once. Thread-safe; a call takes a few
/// milliseconds at most and never throws.
public interface DeliveryProducer {
    /// Fails where the record is not known to have arrived; with [NoSuchSlot] where it never can.
    CompletionStage<Void> produce(int slot, DeliveryRecord record);

    /// Waits for what is on its way, but no longer than `patience`; afterwards every record is
    /// refused.
    void close(Duration patience);
}
