package dev.godwit.gateway.registry;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.LogGeneration;

import org.jspecify.annotations.Nullable;

/// A connection as the registry deals with it, from its admission on. Thread-safe but for what says
/// that it runs on the connection's loop.
public interface Member extends Connection {
    ConnectionLoop loop();

    /// Bytes that wait for the client to take them.
    long pendingBytes();

    /// An entry of the user's log came from the chat service. Runs on the loop.
    void pushed(DeliveryRecord.Entry entry);

    /// A frame came for whoever is there and listens. Runs on the loop.
    void noticed(DeliveryRecord.Notice notice);

    /// The safety net has found the user's log to reach `head`. Runs on the loop.
    void headChecked(long head, @Nullable LogGeneration log);

    /// The gateway is about to stop: the client should be elsewhere within that time.
    void goAway(long reconnectInMs);

    /// Takes nothing more, and closes when what was taken is answered.
    void leave();
}
