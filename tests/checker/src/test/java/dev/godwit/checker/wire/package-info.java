@NullMarked
package dev.godwit.checker.wire;

import org.jspecify.annotations.NullMarked;
