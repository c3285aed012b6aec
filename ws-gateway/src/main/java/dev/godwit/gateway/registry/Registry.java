package dev.godwit.gateway.registry;

import dev.godwit.delivery.DeliveryRecord;

import java.util.Collection;
import java.util.List;

/// The connections of this gateway, by user, and the way to them. Thread-safe.
public interface Registry {
    /// Weakly consistent: connections that come and go meanwhile may or may not be there.
    Collection<Connection> connections();

    /// Hands what one poll brought to the connections it is for, once per event loop. Never waits
    /// for a socket.
    void deliver(List<DeliveryRecord> records);
}
