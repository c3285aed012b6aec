@NullMarked
package dev.godwit.chat.api;

import org.jspecify.annotations.NullMarked;
