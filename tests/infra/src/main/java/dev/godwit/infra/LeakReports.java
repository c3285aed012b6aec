package dev.godwit.infra;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What Netty's leak detectors have reported and nobody has been failed for yet. Thread-safe.
final class LeakReports extends ResourceLeakDetectorFactory {
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();

    /// Throws [AssertionError] with all that was reported since the last call.
    void failIfAny() {
        var all = new StringBuilder();
        for (var report = reports.poll(); report != null; report = reports.poll()) {
            all.append(report);
        }
        if (!all.isEmpty()) {
            throw new AssertionError("never released:" + all);
        }
    }

    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return reporting(resource, samplingInterval);
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval) {
        return reporting(resource, samplingInterval);
    }

    private <T> ResourceLeakDetector<T> reporting(Class<T> resource, int samplingInterval) {
        return new ResourceLeakDetector<>(resource, samplingInterval) {
            @Override
            protected void reportTracedLeak(String type, String records) {
                super.reportTracedLeak(type, records);
                reports.add("\n" + type + records);
            }

            @Override
            protected void reportUntracedLeak(String type) {
                super.reportUntracedLeak(type);
                reports.add("\n" + type);
            }

            // So that each leak is a report, not the first of its kind alone.
            @Override
            protected boolean needReport() {
                return true;
            }
        };
    }
}
