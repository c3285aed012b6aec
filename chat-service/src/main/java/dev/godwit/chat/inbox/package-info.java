/// One log per user and one cursor per device: what is still due to whom.
@NullMarked
package dev.godwit.chat.inbox;

import org.jspecify.annotations.NullMarked;
