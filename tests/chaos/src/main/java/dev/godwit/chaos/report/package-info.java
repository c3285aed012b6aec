/// What a run looked like: rates, latencies, clients and faults on one time axis, what each fault
/// cost, and the verdict.
///
/// Comes from the run's directory after it has ended and from the judge; goes on to people
/// (`report.html`, which needs nothing but itself) and to programs (`report.json`, whose shape is
/// [dev.godwit.chaos.report.ReportData]). It measures; it never judges.
@NullMarked
package dev.godwit.chaos.report;

import org.jspecify.annotations.NullMarked;
