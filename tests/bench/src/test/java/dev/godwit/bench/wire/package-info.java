@NullMarked
package dev.godwit.bench.wire;

import org.jspecify.annotations.NullMarked;
