package dev.godwit.checker.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// How a client process is doing, one JSON line per second on its standard output.
///
/// `micros` is the monotonic clock. Counts are totals of this incarnation, except `pending`,
/// `connected` (welcomed) and `live`, which are those of now. `quiet`: told to quiesce, all sends
/// have ended, every device is live and has acknowledged all it was shown; `idleMs` is the time
/// since anything was sent, answered or pushed. Latencies are those of the last second where both
/// ends were in this process: from the first attempt to `accepted`, and until another device showed
/// the message.
public record Progress(
        long micros,
        boolean quiescing,
        boolean quiet,
        long idleMs,
        int devices,
        int connected,
        int live,
        int pending,
        long sent,
        long accepted,
        long shown,
        long repeats,
        long retries,
        long refused,
        long failed,
        long connects,
        long violations,
        Latency acceptedAfter,
        Latency deliveredAfter) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    /// Quantiles in milliseconds; all zero where `count` is.
    public record Latency(long count, double p50, double p99, double max) {
        public static final Latency NONE = new Latency(0, 0, 0, 0);
    }

    public String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Progress parse(String line) {
        try {
            return JSON.readValue(line, Progress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
