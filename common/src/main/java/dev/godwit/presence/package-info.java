/// Where a device is connected, as Redis keeps it. Decides only how fast a message arrives, never
/// whether.
@NullMarked
package dev.godwit.presence;

import org.jspecify.annotations.NullMarked;
