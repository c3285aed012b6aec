package dev.godwit.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;

import dev.godwit.lifecycle.BoundPort;
import dev.godwit.lifecycle.PromptStop;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.net.InetSocketAddress;
import java.time.Duration;

/// The management port of a process: `GET /metrics` (Prometheus text), `/health/live` (200 as long
/// as the process runs, whatever it depends on) and `/health/ready` (200, or 503 naming what is
/// missing). Thread-safe.
public final class ManagementServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;

    private ManagementServer(Server server) {
        this.server = server;
    }

    /// Starts listening; port 0 picks a free one.
    public static ManagementServer start(
            InetSocketAddress address, Health health, PrometheusMeterRegistry metrics) {
        var server =
                Server.builder()
                        .meterRegistry(
                                new CompositeMeterRegistry()) // its own: Armeria counts under fixed
                        // names
                        .http(address)
                        .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
                        .service("/health/live", (ctx, req) -> HttpResponse.of(HttpStatus.OK))
                        .service("/health/ready", (ctx, req) -> readiness(health))
                        .service(
                                "/metrics",
                                (ctx, req) ->
                                        HttpResponse.of(
                                                HttpStatus.OK,
                                                MediaType.PLAIN_TEXT_UTF_8,
                                                metrics.scrape()))
                        .build();
        server.start().join();
        return new ManagementServer(server);
    }

    private static HttpResponse readiness(Health health) throws JsonProcessingException {
        return HttpResponse.of(
                health.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                MediaType.JSON_UTF_8,
                JSON.writeValueAsString(health.report()));
    }

    public int port() {
        return BoundPort.of(server);
    }

    @Override
    public void close() {
        PromptStop.of(server).join();
    }
}
