@NullMarked
package dev.godwit.chat.kafka;

import org.jspecify.annotations.NullMarked;
