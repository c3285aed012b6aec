package dev.godwit.gateway.presence;

import dev.godwit.internalapi.Displacement;

/// Tells another gateway, through its slot, that a newer connection has displaced one of its own.
/// Thread-safe; never blocks. A hint: it may be lost.
public interface Displacer {
    void displace(int slot, Displacement displacement);
}
