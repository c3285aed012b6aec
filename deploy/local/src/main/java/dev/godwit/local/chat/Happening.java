package dev.godwit.local.chat;

import dev.godwit.protocol.ServerFrame;

/// Everything that the session reacts to, in the order it happened.
sealed interface Happening {
    /// The person entered a line.
    record Typed(String line) implements Happening {}

    /// There will be no further line.
    record InputEnded() implements Happening {}

    /// A frame came on connection number `connection`; what belongs to an older one is ignored.
    record Received(long connection, ServerFrame frame) implements Happening {}

    /// Something came that says only that the other side lives.
    record Heard(long connection) implements Happening {}

    /// A connection ended; `code` is 0 where it broke without a word.
    record Closed(long connection, int code, String reason) implements Happening {}
}
