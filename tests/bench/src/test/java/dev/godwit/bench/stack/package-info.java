@NullMarked
package dev.godwit.bench.stack;

import org.jspecify.annotations.NullMarked;
