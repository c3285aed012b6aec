/// Servers with a bug in them, put in on purpose: what the judge is worth is shown by its catching
/// each of them.
///
/// Comes from the bugs in `src/test/resources/seeded-bugs`, goes on to verdicts on real processes.
@NullMarked
package dev.godwit.e2e.seeded;

import org.jspecify.annotations.NullMarked;
