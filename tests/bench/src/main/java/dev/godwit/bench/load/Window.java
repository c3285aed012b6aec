package dev.godwit.bench.load;

/// The measured part of a run, in the clock's nanoseconds; what is before it is warm-up. It may
/// alternate every `period`: calm, attacked, calm, … What happens in the first second of each is
/// neither's.
public record Window(long fromNanos, long toNanos, long period) {
    public static final Window NEVER = new Window(Long.MAX_VALUE, Long.MAX_VALUE, 0);

    private static final long CHANGE_NANOS = 1_000_000_000;

    Window(long fromNanos, long toNanos) {
        this(fromNanos, toNanos, 0);
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    int second(long nanos) {
        return (int) ((nanos - fromNanos) / 1_000_000_000);
    }

    /// Whether the attack is on.
    public boolean attacked(long nanos) {
        return period > 0 && holds(nanos) && (nanos - fromNanos) / period % 2 == 1;
    }

    /// Whether a message of that time has met the attack and nothing else.
    public boolean disturbed(long nanos) {
        return attacked(nanos) && settled(nanos);
    }

    boolean calm(long nanos) {
        return period > 0 && holds(nanos) && !attacked(nanos) && settled(nanos);
    }

    private boolean settled(long nanos) {
        return (nanos - fromNanos) % period >= CHANGE_NANOS;
    }
}
