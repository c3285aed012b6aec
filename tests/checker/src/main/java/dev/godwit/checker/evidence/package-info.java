/// The evidence: what the tables, history over HTTP and presence hold once a run is quiet.
///
/// Comes from the system under test, read past every proxy; goes on to the checks as one more
/// chained file. Shares no code with what is judged.
@NullMarked
package dev.godwit.checker.evidence;

import org.jspecify.annotations.NullMarked;
