/// A client that means harm, in the middle of others' traffic.
///
/// Acts in every second window of a run; the load tells what the others felt of it.
@NullMarked
package dev.godwit.bench.hostile;

import org.jspecify.annotations.NullMarked;
