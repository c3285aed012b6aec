/// One socket's life after its handshake: what it may say, what it is shown, when it ends.
///
/// Comes from the handshake; what it needs from outside it declares here, and `uplink`, `presence`
/// and `downlink` provide it. Knows no Kafka, no Redis and no HTTP.
@NullMarked
package dev.godwit.gateway.connection;

import org.jspecify.annotations.NullMarked;
