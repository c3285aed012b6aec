package dev.godwit.protocol;

/// Why the server closed a connection; what a client does about each is in
/// `docs/reference/protocol.md`.
public enum CloseCode {
    GOING_AWAY(1001, "going away"),
    UNSUPPORTED(1003, "text frames only"),
    BAD_UTF8(1007, "bad UTF-8"),
    POLICY(1008, "policy violated"),
    TOO_BIG(1009, "frame too big"),
    INTERNAL(1011, "internal error"),
    RESTARTING(1012, "restarting"),
    OVERLOADED(1013, "overloaded"),
    UNAUTHENTICATED(4401, "token missing, bad or expired"),
    REVOKED(4403, "revoked or forbidden"),
    NOTHING_ACKNOWLEDGED(4408, "nothing acknowledged in time"),
    REPLACED(4409, "this device connected elsewhere"),
    TOO_MANY(4429, "too many connections or frames");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
