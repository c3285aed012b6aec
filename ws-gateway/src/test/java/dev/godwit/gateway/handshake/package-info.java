/// Handshakes over real sockets.
@NullMarked
package dev.godwit.gateway.handshake;

import org.jspecify.annotations.NullMarked;
