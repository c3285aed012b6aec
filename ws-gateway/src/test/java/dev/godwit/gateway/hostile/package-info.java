/// Clients that mean harm, and what one of them can take.
@NullMarked
package dev.godwit.gateway.hostile;

import org.jspecify.annotations.NullMarked;
