/// The internal port: the calls of the gateways, in batches.
///
/// Comes from gateways (CBOR); goes on to `intake` (sends), `inbox` (devices, acks, logs) and
/// `delivery` (hints). Event loops only parse and write here; what blocks runs on a virtual thread
/// per request.
@NullMarked
package dev.godwit.chat.internalapi;

import org.jspecify.annotations.NullMarked;
