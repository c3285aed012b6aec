package dev.godwit.bench.load;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one event loop counted and timed in the measured window. Owned by that loop; read by others
/// once the loop is through.
///
/// A latency belongs to the window in which its message was meant to be sent; a count to the window
/// in which it happened.
public final class Tally {
    private static final long HIGHEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int COARSE_DIGITS = 2;

    private final Histogram accepted = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram delivered = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram lag = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();
    private final Histogram calm = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram disturbed = new Histogram(HIGHEST_NANOS, DIGITS);
    private final List<Histogram> bySecond = new ArrayList<>();
    private Window window = Window.NEVER;
    private long sentCount;
    private long acceptedCount;
    private long deliveredCount;

    void open(Window measured) {
        window = measured;
    }

    void sent(long intended, long now) {
        if (window.holds(intended)) record(lag, now - intended);
        if (window.holds(now)) sentCount++;
    }

    void accepted(long intended, long now) {
        if (window.holds(intended)) record(accepted, now - intended);
        if (window.holds(now)) acceptedCount++;
    }

    void delivered(long intended, long now) {
        if (window.holds(intended)) {
            record(delivered, now - intended);
            record(second(window.second(intended)), now - intended);
        }
        if (window.calm(intended)) record(calm, now - intended);
        if (window.disturbed(intended)) record(disturbed, now - intended);
        if (window.holds(now)) deliveredCount++;
    }

    /// Errors count in the warm-up too.
    void error(String code) {
        errors.merge(code, 1L, Long::sum);
    }

    void add(Tally other) {
        accepted.add(other.accepted);
        delivered.add(other.delivered);
        lag.add(other.lag);
        calm.add(other.calm);
        disturbed.add(other.disturbed);
        sentCount += other.sentCount;
        acceptedCount += other.acceptedCount;
        deliveredCount += other.deliveredCount;
        for (var i = 0; i < other.bySecond.size(); i++) second(i).add(other.bySecond.get(i));
        other.errors.forEach((code, times) -> errors.merge(code, times, Long::sum));
    }

    /// From the intended time to the sender's `accepted`, nanoseconds.
    public Histogram accepted() {
        return accepted;
    }

    /// From the intended time to the recipient's `message`, nanoseconds.
    public Histogram delivered() {
        return delivered;
    }

    /// From the intended time to the write: how late the generator itself was, nanoseconds.
    public Histogram lag() {
        return lag;
    }

    /// Those of [#delivered] that met no attack, where one comes and goes.
    public Histogram calm() {
        return calm;
    }

    /// Those that met one.
    public Histogram disturbed() {
        return disturbed;
    }

    /// Those of [#delivered] by the second of the measured window in which they were due.
    public List<Histogram> bySecond() {
        return bySecond;
    }

    public long sentCount() {
        return sentCount;
    }

    public long acceptedCount() {
        return acceptedCount;
    }

    public long deliveredCount() {
        return deliveredCount;
    }

    public Map<String, Long> errors() {
        return errors;
    }

    private Histogram second(int second) {
        while (bySecond.size() <= second) bySecond.add(new Histogram(COARSE_DIGITS));
        return bySecond.get(second);
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
    }
}
