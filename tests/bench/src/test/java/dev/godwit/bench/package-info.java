@NullMarked
package dev.godwit.bench;

import org.jspecify.annotations.NullMarked;
