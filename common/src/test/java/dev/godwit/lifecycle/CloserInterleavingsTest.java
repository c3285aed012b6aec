package dev.godwit.lifecycle;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/// A process is stopped while it is still starting.
class CloserInterleavingsTest {
    @Test
    void whateverIsOpenedIsClosedOnceHoweverLateItComes() {
        Lincheck.runConcurrentTest(
                200,
                () -> {
                    var closer = new Closer();
                    var closed = new AtomicInteger();
                    closer.opened(closed::incrementAndGet);
                    var starting = new Thread(() -> open(closer, closed::incrementAndGet));
                    var stopping = new Thread(closer::close);

                    starting.start();
                    stopping.start();
                    join(starting);
                    join(stopping);

                    if (closed.get() != 2)
                        throw new AssertionError("closed: " + closed.get() + " of 2");
                });
    }

    private static void open(Closer closer, AutoCloseable resource) {
        try {
            closer.opened(resource);
        } catch (IllegalStateException e) {
            // it came too late, and its owner is told so
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
