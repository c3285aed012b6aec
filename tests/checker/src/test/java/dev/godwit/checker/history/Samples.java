package dev.godwit.checker.history;

import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Closed;
import dev.godwit.checker.history.Event.ConnectFailed;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Dropping;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Expires;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.Event.GaveUp;
import dev.godwit.checker.history.Event.GoAway;
import dev.godwit.checker.history.Event.Live;
import dev.godwit.checker.history.Event.Message;
import dev.godwit.checker.history.Event.ReadBack;
import dev.godwit.checker.history.Event.Receipt;
import dev.godwit.checker.history.Event.Refused;
import dev.godwit.checker.history.Event.Retry;
import dev.godwit.checker.history.Event.Sending;
import dev.godwit.checker.history.Event.Violation;
import dev.godwit.checker.history.Event.Welcomed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One event of each kind, each field with a value that no other field of it has.
final class Samples {
    static final Began BEGAN = new Began("run", "host", 3, -7);

    static final List<Event> EVENTS =
            List.of(
                    new Connecting(1, "alice", "phone", "ws://127.0.0.1:1"),
                    new ConnectFailed(2, "reset\tby\npeer\\ \r"),
                    new Welcomed(3, "session", "7f3a"),
                    new Closed(4, 1012, "späť 😀"),
                    new Dropping(5),
                    new Sending(6, "alice", "m-1", "bob", "text", "00ff", 17),
                    new Accepted(7, "alice", "m-2", "bob", 8, 9, true, 10, false, "7f3a"),
                    new Refused(8, "alice", "m-3", "conflict"),
                    new Retry(9, "alice", "m-4", "unavailable", 500),
                    new GaveUp("alice", "m-5"),
                    new Message(11, 12, "m-6", "bob", "alice", 13, "kind", "aa", true),
                    new Acking(12, 13),
                    new Live(13, 14),
                    new Receipt(14, "bob", "carol", 15),
                    new GoAway(15, 16),
                    new ReadBack("alice", "bob", 17, "", "7f3a"),
                    new FaultBegan(16, "kill", "gateway-0", "-9"),
                    new FaultEnded(17, ""),
                    new Expires(18, 19),
                    new Violation(20, "what"),
                    new Found.Conversation("c", "alice", "bob", 21),
                    new Found.Message("c", 1, 2, 3, 4, "alice", "bob", "m-7", "text", "ab"),
                    new Found.Mark("c", "bob", 22),
                    new Found.Head("bob", 23, 7),
                    new Found.Generation("7f3a"),
                    new Found.Entry("bob", 24, "c", 25, true, ""),
                    new Found.Cursor("bob", "phone", 26, 27),
                    new Found.PresenceBegan(),
                    new Found.Route("bob", "phone", 28, "boot", "session", 29),
                    new Found.Slot(30, "boot"),
                    new Found.PresenceEnded(),
                    new Found.Page("alice", "bob", 31, -1, 32, false),
                    new Found.Shown(33, 34, "m-8", "alice", "bob", "text", "cd"),
                    new Ended());

    private Samples() {}

    static void write(Path file) {
        try (var writer = HistoryWriter.create(file, BEGAN)) {
            for (var event : EVENTS) if (!(event instanceof Ended)) writer.record(event);
        }
    }

    /// Everything that can be read up to the end; throws what the reader throws.
    static List<Event> read(Path file) {
        var events = new ArrayList<Event>();
        try (var reader = HistoryReader.open(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                events.add(line.event());
            }
        }
        return events;
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
