/// From the accepted socket to the WebSocket: limits at the door, TLS, the HTTP upgrade and the
/// token.
///
/// Goes on to `connection`, which gets a channel that is authenticated and brings whole, valid
/// frames. Whoever is not through within one deadline from the accept is cut off.
@NullMarked
package dev.godwit.gateway.handshake;

import org.jspecify.annotations.NullMarked;
