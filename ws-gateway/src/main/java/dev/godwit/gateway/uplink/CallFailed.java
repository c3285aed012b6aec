package dev.godwit.gateway.uplink;

/// One try of a call that brought no answer. Carries no stack trace.
final class CallFailed extends Exception {
    private final boolean retryable;

    CallFailed(String message, boolean retryable) {
        super(message, null, false, false);
        this.retryable = retryable;
    }

    /// Whether another node, or a later time, may do better.
    boolean retryable() {
        return retryable;
    }
}
