package dev.godwit.gateway.registry;

import java.util.ArrayList;
import java.util.List;

/// What one poll brought for the connections of one event loop. Owned by the delivery thread until
/// it is handed to the loop, and by the loop from then on.
final class Pushes {
    /// What a push takes of the memory besides its frame.
    private static final int BESIDE_FRAME = 128;

    private final List<Runnable> pushes = new ArrayList<>();
    private long bytes;

    void add(byte[] frame, Runnable push) {
        pushes.add(push);
        bytes += frame.length + BESIDE_FRAME;
    }

    List<Runnable> all() {
        return pushes;
    }

    int count() {
        return pushes.size();
    }

    long bytes() {
        return bytes;
    }
}
