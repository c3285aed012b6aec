package dev.godwit.bench.hostile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Asks a gateway's metrics for what its clients' buffers take, twice a second, and keeps the most
/// of calm and of disturbed times. One thread of its own.
public final class GatewayMemory implements AutoCloseable {
    private static final String BUFFERS = "godwit_gateway_buffer_bytes";
    private static final String PENDING = "godwit_gateway_pending_bytes";
    private static final long STEP_NANOS = 500_000_000;

    private final HttpRequest request;
    private final BooleanSupplier disturbed;
    private final Thread thread;
    private volatile Peak calm = new Peak(0, 0, 0);
    private volatile Peak attacked = new Peak(0, 0, 0);
    private volatile boolean over;

    public GatewayMemory(URI metrics, BooleanSupplier disturbed) {
        this.request = HttpRequest.newBuilder(metrics).build();
        this.disturbed = disturbed;
        this.thread = Thread.ofPlatform().daemon().name("gateway-memory").start(this::watch);
    }

    /// The most of `samples`: what the buffers' allocator holds, and what waits for clients.
    public record Peak(long bufferBytes, long pendingBytes, int samples) {
        Peak with(long buffers, long pending) {
            return new Peak(
                    Math.max(bufferBytes, buffers), Math.max(pendingBytes, pending), samples + 1);
        }
    }

    public Peak calm() {
        return calm;
    }

    public Peak attacked() {
        return attacked;
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    private void watch() {
        try (var http = HttpClient.newHttpClient()) {
            while (!over) {
                var now = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                if (disturbed.getAsBoolean())
                    attacked = attacked.with(sum(now, BUFFERS), sum(now, PENDING));
                else calm = calm.with(sum(now, BUFFERS), sum(now, PENDING));
                LockSupport.parkNanos(STEP_NANOS);
            }
        } catch (IOException | InterruptedException e) {
            if (!over) System.err.println("no more metrics of the gateway: " + e);
        }
    }

    private static long sum(String metrics, String name) {
        return (long)
                Arrays.stream(metrics.split("\n", -1))
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .mapToDouble(Double::parseDouble)
                        .sum();
    }
}
