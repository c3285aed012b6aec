/// A gateway on a real port with everything behind it in memory, and a client that can misbehave.
@NullMarked
package dev.godwit.gateway.testing;

import org.jspecify.annotations.NullMarked;
