/// What one process did and saw, line by line, in a form that a kill cannot damage and an edit
/// cannot pass unnoticed.
///
/// Comes from the judged clients, which hand each line to the kernel before the act it announces,
/// and from whoever injects faults; goes on to the checks and the report. A line holds the
/// microseconds of the machine's monotonic clock, the event's name, its fields and the first 16 hex
/// digits of the SHA-256 over the previous line's digits and this line, all separated by tabs.
@NullMarked
package dev.godwit.checker.history;

import org.jspecify.annotations.NullMarked;
