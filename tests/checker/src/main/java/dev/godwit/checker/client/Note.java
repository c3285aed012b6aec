package dev.godwit.checker.client;

import dev.godwit.checker.wire.HttpApi;
import dev.godwit.checker.wire.ServerFrame;

/// What a device finds in its mailbox: what its connections and calls brought, and what it is told.
sealed interface Note {
    record Heard(Link link, ServerFrame frame) implements Note {}

    record Pinged(Link link, byte[] payload) implements Note {}

    /// The server broke the protocol; the connection goes on if what came was a whole frame.
    record Broke(Link link, String what) implements Note {}

    /// `code` is 0 where no Close frame came.
    record Ended(Link link, int code, String reason) implements Note {}

    record Posted(String id, HttpApi.Posted answer) implements Note {}

    /// An answer over HTTP broke the protocol; nothing is known of the send.
    record PostBroke(String id, String what) implements Note {}

    /// `hash` is empty where history had nothing.
    record ReadBack(String peer, long seq, String hash, String log) implements Note {}

    /// Looking up an accepted message came to nothing.
    record NotReadBack() implements Note {}

    /// New messages to one person, in one go.
    record Say(String peer, int messages, boolean http) implements Note {}

    record Drop() implements Note {}

    /// `deadline`: when what has not ended by then is given up; monotonic nanoseconds.
    record Quiesce(long deadline) implements Note {}

    record Finish() implements Note {}
}
