package dev.godwit.bench.load;

/// The measured part of a run, in the clock's nanoseconds; what is before it is warm-up.
record Window(long fromNanos, long toNanos) {
    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
