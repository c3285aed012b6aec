package dev.godwit.lifecycle;

import com.linecorp.armeria.server.Server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Stops an Armeria server without waiting for what nobody needs: Armeria's own future comes two
/// seconds later, when Netty has given up the thread that accepted connections. Thread-safe.
public final class PromptStop {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private PromptStop() {}

    /// Completes when everything is answered, or the server's drain time is over, and its ports are
    /// free.
    public static CompletableFuture<Void> of(Server server) {
        var stopped = server.stop();
        return CompletableFuture.runAsync(
                () -> awaitClosedPorts(server, stopped),
                waiting -> Thread.ofVirtual().name("armeria-stop").start(waiting));
    }

    private static void awaitClosedPorts(Server server, CompletableFuture<Void> stopped) {
        try {
            while (!server.activePorts().isEmpty() && !stopped.isDone()) Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
