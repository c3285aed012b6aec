/// From the accepted socket to the WebSocket: limits at the door, TLS, the HTTP upgrade and the
/// token.
///
/// Goes on to a transport, which gets a channel that is authenticated and brings valid frames.
/// Invariant: whoever is not through within one deadline from the accept is cut off.
@NullMarked
package dev.godwit.gateway.handshake;

import org.jspecify.annotations.NullMarked;
