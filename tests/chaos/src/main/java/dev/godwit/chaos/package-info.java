/// Campaigns: the real processes, killed, paused and cut off from each other while people talk, and
/// a verdict on what became of every message.
///
/// Comes from the command line, goes on to a report.
@NullMarked
package dev.godwit.chaos;

import org.jspecify.annotations.NullMarked;
