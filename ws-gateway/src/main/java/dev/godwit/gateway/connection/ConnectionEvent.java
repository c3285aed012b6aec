package dev.godwit.gateway.connection;

import dev.godwit.internalapi.OpenBatch.Opened;

/// What can happen to a [ConnectionState].
sealed interface ConnectionEvent {
    /// The chat service has answered. `late`: so late that the client may have left meanwhile.
    record Numbered(Opened opened, boolean late) implements ConnectionEvent {}

    record NotNumbered() implements ConnectionEvent {}

    /// The client is still there.
    record Heard() implements ConnectionEvent {}

    /// Others can find it.
    record Registered(DeliveryRun delivery) implements ConnectionEvent {}

    /// It is to end, or the client has said so.
    record Closed(int code, String reason) implements ConnectionEvent {}

    /// Nothing carries it any more.
    record Gone() implements ConnectionEvent {}
}
