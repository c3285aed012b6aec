package dev.godwit.bench.load;

/// When each message is meant to be sent, evenly spaced, and whose turn it is. Whatever happens to
/// earlier messages does not move later ones: that is what makes the loop open.
///
/// `startNanos`: the first message's time. `perSecond`: messages a second. `count`: how many.
record Schedule(long startNanos, double perSecond, int users, long count) {
    private static final double NANOS = 1e9;

    long at(long message) {
        return startNanos + (long) (message * (NANOS / perSecond));
    }

    int user(long message) {
        return (int) (message % users);
    }
}
