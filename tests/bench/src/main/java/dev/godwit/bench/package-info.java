/// The load generator: its commands.
///
/// Comes from the command line, goes on to the load.
@NullMarked
package dev.godwit.bench;

import org.jspecify.annotations.NullMarked;
