/// Who is connected to this gateway, and the way to each of them: users and what they may take,
/// event loops, pushes, and the head check as the safety net under pushes.
///
/// Connections come from `connection`; what is pushed comes from `downlink` and goes on to the
/// connections on their event loops. Invariant: a connection is removed only by itself, and no push
/// waits for a socket.
@NullMarked
package dev.godwit.gateway.registry;

import org.jspecify.annotations.NullMarked;
