@NullMarked
package dev.godwit.chat;

import org.jspecify.annotations.NullMarked;
