package dev.godwit.gateway.connection;

/// The chat service could not be asked, or did not answer: nothing is known to have happened.
/// Carries no stack trace.
public class Unavailable extends Exception {
    private final long retryInMs;

    public Unavailable(String message, long retryInMs) {
        super(message, null, false, false);
        this.retryInMs = retryInMs;
    }

    /// When to come back, in milliseconds.
    public long retryInMs() {
        return retryInMs;
    }
}
