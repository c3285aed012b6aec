/// One connection's life after its handshake, whatever carries it: what it may say, what it is
/// shown, when it ends.
///
/// Comes from a transport; goes on to the chat service and to presence, by what it declares here
/// and `transport`, `uplink` and `presence` provide. Invariant: its state changes in one place, on
/// its event loop, and whatever comes too late changes nothing.
@NullMarked
package dev.godwit.gateway.connection;

import org.jspecify.annotations.NullMarked;
