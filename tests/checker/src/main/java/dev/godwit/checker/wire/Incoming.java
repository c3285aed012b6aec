package dev.godwit.checker.wire;

/// What a WebSocket brings: messages put together from their fragments, and control frames.
public sealed interface Incoming {
    record Text(byte[] utf8) implements Incoming {}

    record Ping(byte[] payload) implements Incoming {}

    record Pong(byte[] payload) implements Incoming {}

    /// `code` is [#NO_CODE] where the frame had none.
    record Close(int code, String reason) implements Incoming {
        static final int NO_CODE = 1005;
    }
}
