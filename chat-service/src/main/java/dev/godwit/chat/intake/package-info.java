/// Where sends wait for their transaction: bounded queues, natural batches.
///
/// Comes from the API, goes on to `message`. Whole requests are committed together, in the order
/// they came.
@NullMarked
package dev.godwit.chat.intake;

import org.jspecify.annotations.NullMarked;
