package dev.godwit.chat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;

import dev.godwit.lifecycle.BoundPort;
import dev.godwit.lifecycle.PromptStop;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One listening port. Stopping it finishes the requests in flight, as long as `drain` lasts.
final class HttpServer {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    /// How long nothing may have come in before the port is closed; without it Armeria would drop
    /// what is in flight.
    private static final Duration QUIET = Duration.ofMillis(200);

    private final Server server;

    private HttpServer(Server server) {
        this.server = server;
    }

    static HttpServer start(
            InetSocketAddress address, Duration drain, Consumer<ServerBuilder> routes) {
        var builder =
                Server.builder()
                        .http(address)
                        .meterRegistry(
                                new CompositeMeterRegistry()) // its own: Armeria counts under fixed
                        // names
                        .requestTimeout(REQUEST_TIMEOUT)
                        .idleTimeout(IDLE_TIMEOUT)
                        // Our error handler logs what is worth it; a refusal is not.
                        .unloggedExceptionsReportIntervalMillis(0)
                        .gracefulShutdownTimeout(QUIET, drain.compareTo(QUIET) > 0 ? drain : QUIET);
        routes.accept(builder);
        var server = builder.build();
        server.start().join();
        return new HttpServer(server);
    }

    int port() {
        return BoundPort.of(server);
    }

    /// Begins to stop; the future completes when everything is answered and the port is free.
    CompletableFuture<Void> stop() {
        return PromptStop.of(server);
    }
}
