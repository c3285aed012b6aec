@NullMarked
package dev.godwit.chat.admin;

import org.jspecify.annotations.NullMarked;
