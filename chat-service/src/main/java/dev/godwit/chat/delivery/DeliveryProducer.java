package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Hands records to gateway slots: in order per slot and once, as long as nothing fails. Where a
/// broker does, a record may be lost, come twice, or come after a later one: whoever takes it goes
/// by the positions in it. Thread-safe; blocking, for moments only, where the way to the broker is
/// jammed; never throws.
public interface DeliveryProducer {
    /// Fails where the record is not known to have arrived; with [NoSuchSlot] where it never can.
    CompletionStage<Void> produce(int slot, DeliveryRecord record);

    /// Waits for what is on its way, but no longer than `patience`; afterwards every record is
    /// refused.
    void close(Duration patience);
}
