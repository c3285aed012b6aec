package dev.godwit.infra;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// A value that is made when it is first asked for. A failure goes to the asker as it is, and the
/// next one tries again. Thread-safe.
final class Once<T> {
    private final Supplier<T> making;
    private @Nullable T made;

    Once(Supplier<T> making) {
        this.making = making;
    }

    synchronized T get() {
        var value = made;
        if (value == null) {
            value = making.get();
            made = value;
        }
        return value;
    }
}
