package dev.godwit.protocol;

import org.jspecify.annotations.Nullable;

/// The peer's fault: a frame that cannot be taken. Answered with an `error` frame; carries no stack
/// trace.
public final class MalformedFrame extends Exception {
    private final ErrorCode code;
    private final @Nullable String id;

    MalformedFrame(ErrorCode code, @Nullable String id, String message) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    public ErrorCode code() {
        return code;
    }

    /// The frame's own `id`, where it had a readable one.
    public @Nullable String id() {
        return id;
    }

    /// The answer to the client.
    public ServerFrame.Refusal toRefusal() {
        return new ServerFrame.Refusal(code, id, null, String.valueOf(getMessage()));
    }
}
