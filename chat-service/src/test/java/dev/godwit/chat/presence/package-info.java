@NullMarked
package dev.godwit.chat.presence;

import org.jspecify.annotations.NullMarked;
