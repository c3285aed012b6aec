package dev.godwit.gateway.delivery;

import dev.godwit.internalapi.ReadBatch;

/// What can happen to a [DeliveryState].
public sealed interface DeliveryEvent {
    /// An entry arrived by itself: in order or not, once or more, or never.
    record Pushed(ReadBatch.Entry entry) implements DeliveryEvent {}

    /// The log is known to reach at least `n`.
    record HeadSeen(long n) implements DeliveryEvent {}

    /// The time is up in which what is missing could have come by itself.
    record HoldOver() implements DeliveryEvent {}

    record PageRead(ReadBatch.Page page) implements DeliveryEvent {}

    record ReadFailed() implements DeliveryEvent {}

    record Acked(long n) implements DeliveryEvent {}

    /// What was waited for may have come: the socket takes more, or it is time for another try.
    record Resume() implements DeliveryEvent {}

    /// Something may have been missed without a trace.
    record ReadForward() implements DeliveryEvent {}
}
