/// What a run showed, for people and for machines.
@NullMarked
package dev.godwit.bench.report;

import org.jspecify.annotations.NullMarked;
