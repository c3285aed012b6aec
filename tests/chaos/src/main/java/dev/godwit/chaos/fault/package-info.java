/// What is done to the system: each fault strikes, gathers the evidence that it did, and heals.
///
/// Comes from a seeded schedule, goes on to the run's `faults.log`, which has a line before each
/// fault and one after it. Invariant: when a fault is over, nothing of it is left in the system.
@NullMarked
package dev.godwit.chaos.fault;

import org.jspecify.annotations.NullMarked;
