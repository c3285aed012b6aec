/// How a gateway that is told to stop empties itself, in an order that costs no client more than a
/// reconnect.
@NullMarked
package dev.godwit.gateway.drain;

import org.jspecify.annotations.NullMarked;
