package dev.godwit.e2e;

import java.util.concurrent.atomic.AtomicInteger;

/// Names nobody else in this JVM has.
final class People {
    private static final AtomicInteger COUNT = new AtomicInteger();

    String next(String name) {
        return name + "-" + COUNT.incrementAndGet();
    }
}
