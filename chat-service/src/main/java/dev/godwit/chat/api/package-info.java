/// The doors of this process: the internal calls of the gateways, and the HTTP API of clients.
///
/// Comes from gateways (CBOR, internal port) and from clients (JSON, public port); goes on to
/// `intake` (sends), `inbox` (devices, acks, logs), `delivery` (hints) and `history`. Event loops
/// only parse and write here; what blocks runs on a virtual thread per request.
@NullMarked
package dev.godwit.chat.api;

import org.jspecify.annotations.NullMarked;
