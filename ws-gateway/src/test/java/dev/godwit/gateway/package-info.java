/// The gateway as a whole.
@NullMarked
package dev.godwit.gateway;

import org.jspecify.annotations.NullMarked;
