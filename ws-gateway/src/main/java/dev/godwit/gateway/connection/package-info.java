/// One connection's life after its handshake, whatever carries it: what it may say, what it is
/// shown, when it ends.
///
/// Comes from a transport; what it needs from outside it declares here, and `transport`, `uplink`,
/// `presence` and `downlink` provide it. Knows no Kafka, no Redis, no HTTP and no WebSocket.
@NullMarked
package dev.godwit.gateway.connection;

import org.jspecify.annotations.NullMarked;
