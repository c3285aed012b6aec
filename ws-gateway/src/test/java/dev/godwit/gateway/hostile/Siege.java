package dev.godwit.gateway.hostile;

import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import io.netty.util.ResourceLeakDetector;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Many attackers who all do the same, so that what one takes shows against the noise of a heap.
/// Netty's leak detector follows only a sample of the buffers meanwhile: what it notes of each
/// would be measured with them.
final class Siege implements AutoCloseable {
    private final TestGateway gateway;
    private final List<TestClient> attackers;
    private final List<Thread> threads = new ArrayList<>();
    private final long heapBefore;
    private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();
    private long mostBuffers;

    Siege(TestGateway gateway, List<TestClient> attackers) {
        this.gateway = gateway;
        this.attackers = attackers;
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        this.heapBefore = heap();
    }

    /// What an attacker does with its connection.
    interface Deed {
        void on(TestClient client) throws IOException;
    }

    /// Returns when each has done it, or has ended, or waits for the gateway to read on. Watches
    /// the buffers meanwhile.
    void attack(Deed deed) {
        var start = new CountDownLatch(1);
        for (var client : attackers)
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                    deed.on(client);
                                } catch (IOException | InterruptedException e) {
                                    return; // closed, which is one way to end it
                                }
                            }));
        start.countDown();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(this::overOrStuck);
    }

    /// The most that buffers took at any time, and what the heap has more by now, for one of them.
    long bytesOfEach() {
        look();
        return (mostBuffers + Math.max(0, heap() - heapBefore)) / attackers.size();
    }

    @Override
    public void close() throws IOException {
        ResourceLeakDetector.setLevel(leakDetection);
        for (var client : attackers) client.close();
    }

    /// Many looks in a row have found that nothing goes on: all is done, or waits.
    private boolean overOrStuck() {
        var before = progress();
        for (var look = 0; look < 100; look++) {
            look();
            if (progress() != before) return false;
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }

    private long progress() {
        var written = attackers.stream().mapToLong(TestClient::written).sum();
        return written + gateway.chat.held() + gateway.buffers.pinnedDirectMemory();
    }

    private void look() {
        var buffers = gateway.buffers.pinnedDirectMemory() + gateway.buffers.pinnedHeapMemory();
        mostBuffers = Math.max(mostBuffers, buffers + gateway.connections.pendingBytes());
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
