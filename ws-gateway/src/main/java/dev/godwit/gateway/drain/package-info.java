/// How a gateway that is told to stop empties itself.
///
/// Comes from the process's end; goes on to every connection of `registry`. Invariant: it costs no
/// client more than a reconnect, and nobody is asked to leave before new ones are sent elsewhere.
@NullMarked
package dev.godwit.gateway.drain;

import org.jspecify.annotations.NullMarked;
