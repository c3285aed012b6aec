/// How the long-running parts of a process start, say how they are, retry, and stop in order.
@NullMarked
package dev.godwit.lifecycle;

import org.jspecify.annotations.NullMarked;
