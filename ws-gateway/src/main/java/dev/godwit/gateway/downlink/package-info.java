/// What chat services publish for this gateway's slot, brought from Kafka to the connections.
///
/// Comes from the chat service's `delivery`; goes on to `connection`. Invariant: one thread owns
/// the consumer, never waits for a socket, and its silence or death is seen.
@NullMarked
package dev.godwit.gateway.downlink;

import org.jspecify.annotations.NullMarked;
