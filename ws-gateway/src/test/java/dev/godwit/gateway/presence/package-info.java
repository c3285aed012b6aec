/// The slot's lease, the scripts and the whole of presence against a real Redis.
@NullMarked
package dev.godwit.gateway.presence;

import org.jspecify.annotations.NullMarked;
