package dev.godwit.bench.load;

/// The load could not be brought up: a gateway refused or did not answer.
public final class LoadFailed extends RuntimeException {
    public LoadFailed(String message) {
        super(message);
    }
}
