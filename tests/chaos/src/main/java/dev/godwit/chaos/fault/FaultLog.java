package dev.godwit.chaos.fault;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.HistoryWriter;

import java.util.concurrent.atomic.AtomicLong;

/// The run's `faults.log`. Thread-safe.
public final class FaultLog implements AutoCloseable {
    private static final String WRITER = "faults";

    private final HistoryWriter out;
    private final AtomicLong ids = new AtomicLong();

    private FaultLog(HistoryWriter out) {
        this.out = out;
    }

    public static FaultLog create(RunDirectory directory, String run, long seed) {
        return new FaultLog(
                HistoryWriter.create(directory.faults(), new Began(run, WRITER, 1, seed)));
    }

    /// Before it strikes; answers the number of the fault.
    public long began(String kind, String target, String detail) {
        var id = ids.incrementAndGet();
        out.record(new FaultBegan(id, kind, target, detail));
        return id;
    }

    /// When it is healed.
    public void ended(long id, Evidence evidence) {
        out.record(new FaultEnded(id, evidence.text()));
    }

    @Override
    public void close() {
        out.close();
    }
}
