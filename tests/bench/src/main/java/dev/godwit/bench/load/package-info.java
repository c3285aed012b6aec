/// The open loop: users, when each is meant to send, and how long it took.
///
/// Comes from a command, goes on to the ledger and the histograms. One event loop owns both users
/// of a pair, so that nothing is locked.
@NullMarked
package dev.godwit.bench.load;

import org.jspecify.annotations.NullMarked;
