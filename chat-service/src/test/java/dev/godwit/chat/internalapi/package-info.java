@NullMarked
package dev.godwit.chat.internalapi;

import org.jspecify.annotations.NullMarked;
