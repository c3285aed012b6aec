/// Reports of runs that were written down by hand, so that every figure is known.
@NullMarked
package dev.godwit.chaos.report;

import org.jspecify.annotations.NullMarked;
