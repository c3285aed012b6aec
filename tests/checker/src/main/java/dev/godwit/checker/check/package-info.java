/// The checks: whether what clients saw, what the tables hold, what history shows and who is
/// present are one and the same story, and whether the run asked enough for that to mean anything.
///
/// Comes from a run's histories, faults and evidence, goes on to its verdict. Shares no code with
/// what is judged. Everything here belongs to the one thread that judges.
@NullMarked
package dev.godwit.checker.check;

import org.jspecify.annotations.NullMarked;
