/// Lanes driven by hand, and the whole uplink against real servers.
@NullMarked
package dev.godwit.gateway.uplink;

import org.jspecify.annotations.NullMarked;
