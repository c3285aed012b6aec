package dev.godwit.bench.report;

import dev.godwit.bench.load.Tally;

import java.util.Map;

/// What others felt of a hostile client: the same traffic in the calm and the attacked windows of
/// one run, and the most memory that the attacked gateway's buffers took in each.
public record Comparison(
        Quantiles calmMs,
        Quantiles attackedMs,
        double p99Ratio,
        long calmBufferBytes,
        long attackedBufferBytes,
        long calmPendingBytes,
        long attackedPendingBytes,
        Map<String, Integer> hostileConnections) {

    public static Comparison of(
            Tally tally,
            long calmBufferBytes,
            long attackedBufferBytes,
            long calmPendingBytes,
            long attackedPendingBytes,
            Map<String, Integer> hostileConnections) {
        var calm = Quantiles.of(tally.calm());
        var attacked = Quantiles.of(tally.disturbed());
        return new Comparison(
                calm,
                attacked,
                calm.p99() > 0 ? attacked.p99() / calm.p99() : 0,
                calmBufferBytes,
                attackedBufferBytes,
                calmPendingBytes,
                attackedPendingBytes,
                hostileConnections);
    }
}
