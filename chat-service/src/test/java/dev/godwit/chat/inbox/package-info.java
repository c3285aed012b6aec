/// Logs and cursors, against the tables.
@NullMarked
package dev.godwit.chat.inbox;

import org.jspecify.annotations.NullMarked;
