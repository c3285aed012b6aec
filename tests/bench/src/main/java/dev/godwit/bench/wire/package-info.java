/// Bytes on the wire: what a user writes, laid out once, and what the server sends, read in place.
///
/// Comes from a socket, goes on to the load. Nothing here makes an object per message.
@NullMarked
package dev.godwit.bench.wire;

import org.jspecify.annotations.NullMarked;
