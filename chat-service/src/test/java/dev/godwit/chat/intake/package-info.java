/// Batching, order and refusal of what waits for its transaction.
@NullMarked
package dev.godwit.chat.intake;

import org.jspecify.annotations.NullMarked;
