/// What a client and a gateway say to each other: frames, error and close codes, and the codec
/// between them and JSON.
///
/// Comes from a socket, goes on to the gateway's connection. A frame that exists is within every
/// limit.
@NullMarked
package dev.godwit.protocol;

import org.jspecify.annotations.NullMarked;
