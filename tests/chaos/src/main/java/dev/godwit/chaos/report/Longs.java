package dev.godwit.chaos.report;

import java.util.Arrays;

/// Many numbers in little memory. Owned by one thread.
final class Longs {
    private long[] values = new long[1024];
    private int size;

    void add(long value) {
        if (size == values.length) values = Arrays.copyOf(values, size * 2);
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return values[index];
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    /// How many are less than `limit`; they must be sorted.
    int below(long limit) {
        var found = 0;
        var end = size;
        while (found < end) {
            var middle = (found + end) >>> 1;
            if (values[middle] < limit) found = middle + 1;
            else end = middle;
        }
        return found;
    }
}
