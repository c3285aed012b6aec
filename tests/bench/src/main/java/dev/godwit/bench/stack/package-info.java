/// The running local stack, as its data directory describes it.
@NullMarked
package dev.godwit.bench.stack;

import org.jspecify.annotations.NullMarked;
