/// The send transaction: every message numbered, stored and put into its logs, or none of the
/// batch.
///
/// Comes from `intake`, goes on to `delivery`. What is accepted here is never lost, doubled or
/// renumbered.
@NullMarked
package dev.godwit.chat.message;

import org.jspecify.annotations.NullMarked;
