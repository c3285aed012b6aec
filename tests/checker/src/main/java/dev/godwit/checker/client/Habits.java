package dev.godwit.checker.client;

import dev.godwit.checker.workload.Misbehaviour;
import dev.godwit.checker.workload.Person;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How one device behaves within the rules: drawn from its traits, the workload and chance. Once
/// everybody is to come to rest, it is the ideal client. Owned by its device, except for
/// [#readPause].
final class Habits {
    static final long NEVER = Long.MAX_VALUE;

    private static final int PROMPT_ACK_MS = 40;
    private static final int LATE_ACK_MS = 6_000;
    private static final int SLOW_READ_MS = 150;

    private final Stage stage;
    private final Misbehaviour misbehaviour;
    private final Person.Device traits;
    private final SplittableRandom random;
    private final SplittableRandom readers;

    Habits(Stage stage, Person.Device traits, SplittableRandom random) {
        this.stage = stage;
        this.misbehaviour = stage.workload.misbehaviour();
        this.traits = traits;
        this.random = random;
        this.readers = random.split();
    }

    /// Nanoseconds until the device leaves; or [#NEVER].
    long untilItLeaves() {
        return after(misbehaviour.leaves());
    }

    long untilItConnectsTwice() {
        return after(misbehaviour.displacements());
    }

    boolean leavesPolitely() {
        return random.nextDouble() < misbehaviour.politely();
    }

    /// Nanoseconds that it stays away once it has left.
    long absence() {
        if (stage.quiescing()) return 0;
        var isLong = random.nextDouble() < misbehaviour.longAbsences();
        var most = isLong ? misbehaviour.absenceMs() : Math.min(1_000, misbehaviour.absenceMs());
        return TimeUnit.MILLISECONDS.toNanos(random.nextInt(most + 1));
    }

    /// Whether its next connection gets a token that is soon over.
    boolean takesShortToken() {
        return !stage.quiescing() && random.nextDouble() < misbehaviour.shortTokens();
    }

    /// Whether it has a token replaced before it is over.
    boolean renewsToken() {
        return stage.quiescing() || random.nextBoolean();
    }

    /// Nanoseconds from an entry to its ack: less than the server has to wait for one.
    long ackDelay(long heartbeatMs) {
        var late = traits.lateAcker() && !stage.quiescing();
        var most = late ? Math.min(LATE_ACK_MS, heartbeatMs) : PROMPT_ACK_MS;
        return TimeUnit.MILLISECONDS.toNanos(random.nextLong(most));
    }

    /// Milliseconds before each read. For the one thread that reads at a time.
    long readPause() {
        if (!traits.slowReader() || stage.quiescing()) return 0;
        synchronized (readers) {
            return readers.nextInt(SLOW_READ_MS);
        }
    }

    private long after(double perMinute) {
        if (perMinute <= 0 || stage.quiescing()) return NEVER;
        var minutes = -Math.log(1 - random.nextDouble()) / perMinute;
        return (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    }
}
