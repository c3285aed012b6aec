/// Who says what to whom, and when; and what else clients do that good ones do too: come and go,
/// read slowly, acknowledge late, repeat themselves.
///
/// Comes from a run's `workload.properties`, goes on to the judged devices. The same seed gives the
/// same people, pairs and bodies; the times depend on what the servers do.
@NullMarked
package dev.godwit.checker.workload;

import org.jspecify.annotations.NullMarked;
