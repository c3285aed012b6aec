package dev.godwit.chaos.report;

import java.util.Arrays;

/// When each send was first attempted, by a 64-bit hash of its sender and id, and whether by way of
/// a connection that is meant to be bad. Two million of them take 64 MiB. Owned by one thread.
///
/// Two sends with the same hash (less than one in a million runs) would share one time: good enough
/// to measure, and nothing is judged by it.
final class FirstAttempts {
    private static final long NOBODY = 0;

    private long[] keys = new long[1 << 16];
    private long[] values = new long[1 << 16];
    private int size;

    static long key(String user, String id) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < user.length(); i++) hash = (hash ^ user.charAt(i)) * 0x100000001b3L;
        hash *= 0x100000001b3L;
        for (var i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        hash ^= hash >>> 32;
        hash *= 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
        return hash == NOBODY ? 1 : hash;
    }

    /// Answers whether it is the first.
    boolean attempted(long key, long micros, boolean bad) {
        if (size * 2 > keys.length) grow();
        var slot = slot(key);
        if (keys[slot] == key) return false;
        keys[slot] = key;
        values[slot] = micros << 2 | (bad ? 2 : 0);
        size++;
        return true;
    }

    /// Answers whether it was not accepted before.
    boolean accepted(long key) {
        var slot = slot(key);
        if (keys[slot] != key || (values[slot] & 1) == 1) return false;
        values[slot] |= 1;
        return true;
    }

    boolean knows(long key) {
        return key != NOBODY && keys[slot(key)] == key;
    }

    long micros(long key) {
        return values[slot(key)] >> 2;
    }

    boolean bad(long key) {
        return (values[slot(key)] & 2) == 2;
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        var slot = (int) key & keys.length - 1;
        while (keys[slot] != NOBODY && keys[slot] != key) slot = slot + 1 & keys.length - 1;
        return slot;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[oldKeys.length * 2];
        Arrays.fill(keys, NOBODY);
        for (var i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == NOBODY) continue;
            var slot = slot(oldKeys[i]);
            keys[slot] = oldKeys[i];
            values[slot] = oldValues[i];
        }
    }
}
