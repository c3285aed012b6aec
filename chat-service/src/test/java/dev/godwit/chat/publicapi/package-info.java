@NullMarked
package dev.godwit.chat.publicapi;

import org.jspecify.annotations.NullMarked;
