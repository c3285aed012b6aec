package dev.godwit.checker.client;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What the devices of this process have done so far, in numbers. Thread-safe.
final class Tally {
    private static final int MAX_UNDER_WAY = 100_000;
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    final LongAdder sent = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder shown = new LongAdder();
    final LongAdder repeats = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder violations = new LongAdder();

    private final Recorder acceptedAfter = new Recorder(LONGEST, 2);
    private final Recorder deliveredAfter = new Recorder(LONGEST, 2);
    private final Map<String, Long> underWay = new ConcurrentHashMap<>();
    private volatile long lastActivity = System.nanoTime();

    void active() {
        lastActivity = System.nanoTime();
    }

    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastActivity);
    }

    /// The first attempt to send a message to somebody in this process.
    void sentHere(String user, String id) {
        if (underWay.size() < MAX_UNDER_WAY) underWay.put(user + " " + id, System.nanoTime());
    }

    /// How long it took is only known of what this incarnation sent.
    void accepted(Pending pending, long now) {
        accepted.increment();
        if (pending.attemptedHere()) {
            acceptedAfter.recordValue(Math.min(now - pending.firstSentAt(), LONGEST));
        }
    }

    /// The first device of the recipient shows it.
    void deliveredHere(String user, String id) {
        var began = underWay.remove(user + " " + id);
        if (began != null) {
            deliveredAfter.recordValue(Math.min(System.nanoTime() - began, LONGEST));
        }
    }

    /// Of the time since the last call.
    Progress.Latency acceptedLatency() {
        return latency(acceptedAfter.getIntervalHistogram());
    }

    Progress.Latency deliveredLatency() {
        return latency(deliveredAfter.getIntervalHistogram());
    }

    private static Progress.Latency latency(Histogram nanos) {
        if (nanos.getTotalCount() == 0) return Progress.Latency.NONE;
        return new Progress.Latency(
                nanos.getTotalCount(),
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getMaxValue()));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }
}
