/// How a gateway empties itself.
@NullMarked
package dev.godwit.gateway.drain;

import org.jspecify.annotations.NullMarked;
