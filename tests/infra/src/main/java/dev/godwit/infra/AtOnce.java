package dev.godwit.infra;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Runs tasks at the same time, each on a thread of its own. Plain enough to be explored by
/// Lincheck.
public final class AtOnce {
    private static @Nullable Object everybodys;

    private AtOnce() {}

    /// To be said of what the tasks share: Lincheck takes an object that only lambdas know for one
    /// thread's own, and would not look between two accesses of its plain fields.
    public static <T> T shared(T object) {
        everybodys = object;
        return object;
    }

    /// What was last shared.
    public static @Nullable Object lastShared() {
        return everybodys;
    }

    /// Returns when all have ended; fails where one has failed.
    public static void run(Runnable... tasks) {
        var failures = new Throwable[tasks.length];
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < tasks.length; i++) {
            var number = i;
            threads.add(
                    new Thread(() -> {
                        try {
                            tasks[number].run();
                        } catch (Throwable e) {
                            failures[number] = e;
                        }
                    }));
        }
        threads.forEach(Thread::start);
        try {
            for (var thread : threads) thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while tasks were running", e);
        }
        for (var failure : failures) if (failure != null) throw new AssertionError(failure);
    }

    /// What must hold afterwards. Lincheck cannot look into AssertJ's assertions.
    public static void expect(boolean that, String otherwise) {
        if (!that) throw new AssertionError(otherwise);
    }
}
