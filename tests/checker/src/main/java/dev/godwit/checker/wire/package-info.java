/// The protocol page as a client sees it, down to the bytes: upgrade, frames, JSON, tokens, HTTP.
///
/// Comes from a blocking socket, goes on to the judged clients. Strict: whatever the page does not
/// allow a server to say is a [Breach].
@NullMarked
package dev.godwit.checker.wire;

import org.jspecify.annotations.NullMarked;
