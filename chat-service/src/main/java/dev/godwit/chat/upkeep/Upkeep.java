package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.StoreUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/// Trims logs, drops devices and deletes old entries at their intervals, each on a virtual thread
/// of its own. What fails is tried again at the next interval.
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /// At most once in this time for all processes; each asks more often whether it is due.
    private static final Duration ENTRY_SWEEP = Duration.ofDays(1);

    private final List<Thread> threads;

    private Upkeep(List<Thread> threads) {
        this.threads = threads;
    }

    public static Upkeep start(UpkeepConfig config, Database database, LogTrimmer trimmer) {
        var interval = config.deviceInterval();
        var devices = new DeviceSweep(database, config.deviceRetention(), trimmer);
        var entries = new EntrySweep(database, config.entryRetention());
        return new Upkeep(
                List.of(
                        every(config.trimInterval(), "trim", trimmer::trim),
                        every(
                                interval,
                                "device-sweep",
                                new Turn(database, "device-sweep", interval, devices::sweep)),
                        every(
                                interval,
                                "entry-sweep",
                                new Turn(database, "entry-sweep", ENTRY_SWEEP, entries::sweep))));
    }

    private static Thread every(Duration interval, String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(() -> repeat(interval, name, work));
    }

    private static void repeat(Duration interval, String name, Runnable work) {
        try {
            while (true) {
                Thread.sleep(interval);
                attempt(name, work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static void attempt(String name, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailable e) {
            LOG.atWarn()
                    .addKeyValue("work", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("upkeep put off");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("work", name).log("upkeep failed");
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
