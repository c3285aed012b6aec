package dev.godwit.checker.evidence;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.HistoryWriter;

import java.io.IOException;
import java.sql.SQLException;

/// Asks the system what it holds. Blocks its caller, for some seconds per 100,000 messages.
///
/// To be called once a run is quiet and while its clients are still connected. Presence is read
/// first: whoever comes and goes while the rest is read does not matter.
public final class Evidence {
    private Evidence() {}

    /// Writes [RunDirectory#evidence()]. Throws what the servers throw; nothing can be concluded
    /// from what is written then.
    public static void gather(RunDirectory run, Target target)
            throws IOException, SQLException, InterruptedException {
        var writer =
                HistoryWriter.create(run.evidence(), new Began(target.run(), "evidence", 1, 0));
        var complete = false;
        try {
            PresenceReading.read(target, writer);
            var conversations = TableReading.read(target, writer);
            HistoryReading.read(target, conversations, writer);
            complete = true;
        } finally {
            if (complete) writer.close();
            else writer.abandon();
        }
    }
}
