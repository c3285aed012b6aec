@NullMarked
package dev.godwit.judge.wire;

import org.jspecify.annotations.NullMarked;
