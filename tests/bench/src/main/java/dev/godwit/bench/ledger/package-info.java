/// The judge: every message sent, what became of it, and what should not have.
///
/// Comes from the load, goes on to the report. A run with one violation is void.
@NullMarked
package dev.godwit.bench.ledger;

import org.jspecify.annotations.NullMarked;
