/// The registry with connections that are nobody's.
@NullMarked
package dev.godwit.gateway.registry;

import org.jspecify.annotations.NullMarked;
