/// Mutants: servers with a fault put in on purpose. What the checker is worth is shown by its
/// catching each of them.
///
/// Comes from the mutants in `src/test/resources/mutants`, goes on to verdicts on real processes.
@NullMarked
package dev.godwit.mutants;

import org.jspecify.annotations.NullMarked;
