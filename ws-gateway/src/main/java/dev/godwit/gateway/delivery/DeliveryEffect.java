package dev.godwit.gateway.delivery;

/// What a change of a [DeliveryState] asks for; carried out in order.
public sealed interface DeliveryEffect {
    record Write(byte[] frame) implements DeliveryEffect {}

    record SayLive(long n) implements DeliveryEffect {}

    /// Come back with [DeliveryEvent.HoldOver] in a moment.
    record Hold() implements DeliveryEffect {}

    record Read(long after, int limit) implements DeliveryEffect {}

    /// More is due: flush, and come back with [DeliveryEvent.Resume] if the socket still takes it.
    record ReadOn() implements DeliveryEffect {}

    /// The log could not be read: come back with [DeliveryEvent.Resume] later.
    record Retry() implements DeliveryEffect {}

    /// The device has stored everything up to `n`.
    record Acknowledge(long n) implements DeliveryEffect {}

    record RefuseAck(long n, long pushed) implements DeliveryEffect {}
}
