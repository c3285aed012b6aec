/// What a gateway asks the chat service: batches in, one answer per item out, as CBOR over HTTP/2.
///
/// Two adjacent versions work together during a deploy, whichever of them asks: a field that is
/// added is optional, and what an older version requires is written until no such version runs.
@NullMarked
package dev.godwit.internalapi;

import org.jspecify.annotations.NullMarked;
