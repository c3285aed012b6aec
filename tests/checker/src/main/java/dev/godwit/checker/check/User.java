package dev.godwit.checker.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Somebody with a log. `head` is from its row, and -1 where there is none.
final class User {
    final String name;
    final Slots log = new Slots();
    final Map<String, Device> devices = new HashMap<>();
    long head = -1;

    /// Up to there entries were deleted for their age.
    long floor;

    /// The entries that the log still has.
    final BitSet kept = new BitSet();

    /// The highest entry that a sender was told is durable, so far.
    long acceptedHead;

    User(String name) {
        this.name = name;
    }

    void accepted(long n) {
        acceptedHead = Math.max(acceptedHead, n);
    }

    Device device(String device) {
        return devices.computeIfAbsent(device, key -> new Device(this, key));
    }

    @Override
    public String toString() {
        return name;
    }
}
