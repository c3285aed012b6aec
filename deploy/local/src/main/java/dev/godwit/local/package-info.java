/// The commands of `./godwit`: the whole system on one machine, and a first chat on it.
///
/// Comes from the launcher script, goes on to `stack` and `chat`. Whatever goes wrong is one line
/// and an exit code.
@NullMarked
package dev.godwit.local;

import org.jspecify.annotations.NullMarked;
