@NullMarked
package dev.godwit.chat.history;

import org.jspecify.annotations.NullMarked;
