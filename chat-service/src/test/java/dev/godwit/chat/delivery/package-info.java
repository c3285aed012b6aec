@NullMarked
package dev.godwit.chat.delivery;

import org.jspecify.annotations.NullMarked;
