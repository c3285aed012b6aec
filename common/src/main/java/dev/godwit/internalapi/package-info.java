/// What a gateway asks the chat service: batches in, one answer per item out, as CBOR over HTTP/2.
///
/// Unknown fields are ignored on both sides, so that two versions work together during a deploy.
@NullMarked
package dev.godwit.internalapi;

import org.jspecify.annotations.NullMarked;
