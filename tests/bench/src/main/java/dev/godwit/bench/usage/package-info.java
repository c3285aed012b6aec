/// What a run costs: CPU time and memory by process or by thread.
@NullMarked
package dev.godwit.bench.usage;

import org.jspecify.annotations.NullMarked;
