/// The rule by which a connection is shown its user's log, as pure functions.
///
/// Its events come from `connection`, which carries out its effects. Invariant: entries are written
/// in order, without a hole, and never more than a window of them is unacknowledged.
@NullMarked
package dev.godwit.gateway.delivery;

import org.jspecify.annotations.NullMarked;
