package dev.godwit.chat.delivery;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The producer once there is one, until the end: whichever comes first, it is closed once.
/// Thread-safe.
final class Reached {
    private @Nullable DeliveryProducer producer;
    private boolean closed;

    /// Null before it is reached and after the end.
    synchronized @Nullable DeliveryProducer producer() {
        return producer;
    }

    synchronized void adopt(DeliveryProducer reached) {
        if (closed) reached.close(Duration.ZERO);
        else producer = reached;
    }

    void close(Duration patience) {
        var last = retired();
        if (last != null) last.close(patience);
    }

    private synchronized @Nullable DeliveryProducer retired() {
        closed = true;
        var reached = producer;
        producer = null;
        return reached;
    }
}
