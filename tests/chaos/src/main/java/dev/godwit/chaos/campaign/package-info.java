/// A whole run: the system is started, people talk, faults strike by a seeded schedule, everything
/// heals, and the judge has the last word.
///
/// Comes from the command line or a test, goes on to a verdict and a report.
@NullMarked
package dev.godwit.chaos.campaign;

import org.jspecify.annotations.NullMarked;
