/// The public port: the HTTP API of clients.
///
/// Comes from clients (JSON); goes on to `intake` (sends) and `history` (reads). Event loops only
/// parse and write here; what blocks runs on a virtual thread per request.
@NullMarked
package dev.godwit.chat.publicapi;

import org.jspecify.annotations.NullMarked;
