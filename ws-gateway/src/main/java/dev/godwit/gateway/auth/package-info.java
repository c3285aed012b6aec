/// Tokens of clients, verified away from the event loops. Asked by `handshake` and `connection`.
@NullMarked
package dev.godwit.gateway.auth;

import org.jspecify.annotations.NullMarked;
