package dev.godwit.gateway.registry;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/// Whoever takes from one bucket at the same time is answered as in some order one after the other.
@Param(name = "now", gen = IntGen.class, conf = "0:3")
public class TokenBucketInterleavingsTest {
    private static final long SECOND = 1_000_000_000L;

    private final TokenBucket bucket = new TokenBucket(1, 2, 0);

    @Operation
    public long take(@Param(name = "now") int now) {
        return bucket.take(now * SECOND);
    }

    @Operation
    public boolean full(@Param(name = "now") int now) {
        return bucket.full(now * SECOND);
    }

    @Test
    void takingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .invocationsPerIteration(100)
                .check(TokenBucketInterleavingsTest.class);
    }
}
