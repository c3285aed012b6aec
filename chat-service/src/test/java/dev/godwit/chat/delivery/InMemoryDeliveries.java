package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Slots that a test reads, and can take down. Thread-safe.
public final class InMemoryDeliveries implements DeliveryProducer {
    private final Map<Integer, List<DeliveryRecord>> slots = new HashMap<>();
    private boolean down;
    private boolean closed;
    private int attempts;

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    public synchronized List<DeliveryRecord> arrived(int slot) {
        return List.copyOf(slots.getOrDefault(slot, List.of()));
    }

    public synchronized int attempts() {
        return attempts;
    }

    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized CompletionStage<Void> produce(int slot, DeliveryRecord record) {
        attempts++;
        if (down || closed)
            return CompletableFuture.failedFuture(new IllegalStateException("down"));
        slots.computeIfAbsent(slot, _ -> new ArrayList<>()).add(record);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void close(Duration patience) {
        closed = true;
    }
}
