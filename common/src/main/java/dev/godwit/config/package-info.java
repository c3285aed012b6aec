/// Configuration of a process: one file and the environment, read once, wrong as a whole or right
/// as a whole.
@NullMarked
package dev.godwit.config;

import org.jspecify.annotations.NullMarked;
