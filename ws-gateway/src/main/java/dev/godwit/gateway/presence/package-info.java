/// Where this gateway's connections are found: the slot it holds and the routes it writes to Redis.
///
/// Comes from `connection`; read by the chat services' look-ups. Invariant: a route is only ever
/// changed by compare, and losing all of them costs time, never a message.
@NullMarked
package dev.godwit.gateway.presence;

import org.jspecify.annotations.NullMarked;
