@NullMarked
package dev.godwit.bench.load;

import org.jspecify.annotations.NullMarked;
