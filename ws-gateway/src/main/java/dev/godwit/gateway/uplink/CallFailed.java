package dev.godwit.gateway.uplink;

/// One try of a call that brought no answer, or the answer that it will not be done. Carries no
/// stack trace.
final class CallFailed extends Exception {
    private static final int NO_STATUS = 0;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int INTERNAL_ERROR = 500;

    private final int status;

    CallFailed(String message) {
        this(message, NO_STATUS);
    }

    CallFailed(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    /// Whether another node, or a later time, may do better: always, unless it is what the call
    /// carries that is refused. A node with another secret, or of another version, does not know
    /// the call at all (401, 403, 404, 405), and its neighbours may.
    boolean retryable() {
        return status != BAD_REQUEST && status != TOO_LARGE;
    }

    /// Whether it may be what the call carries, or a part of that, which is rejected.
    boolean rejected() {
        return !retryable() || internalError();
    }

    /// Whether the service failed on the call, and not for want of something else.
    boolean internalError() {
        return status == INTERNAL_ERROR;
    }
}
