@NullMarked
package dev.godwit.bench.usage;

import org.jspecify.annotations.NullMarked;
