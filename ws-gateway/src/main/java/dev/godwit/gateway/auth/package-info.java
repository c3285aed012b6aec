/// Tokens of clients, verified away from the event loops.
///
/// Comes from `handshake` and `connection`, and goes back there. Invariant: never more than so many
/// are verified at once, and one that cannot be verified is never taken for a good one.
@NullMarked
package dev.godwit.gateway.auth;

import org.jspecify.annotations.NullMarked;
