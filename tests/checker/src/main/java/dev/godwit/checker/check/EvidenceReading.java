package dev.godwit.checker.check;

import dev.godwit.checker.history.Event.Act;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Fault;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryReader;

import java.nio.file.Path;

/// Reads what was found in the system once it was quiet, before any history is read.
final class EvidenceReading {
    private final Tables tables;
    private final Pages pages;
    private final Rest rest;
    private final InvalidReasons doubts;
    private boolean ended;

    EvidenceReading(Tables tables, Pages pages, Rest rest, InvalidReasons doubts) {
        this.tables = tables;
        this.pages = pages;
        this.rest = rest;
        this.doubts = doubts;
    }

    /// Returns who gathered it. Throws [dev.godwit.checker.history.BrokenHistory] where the file is
    /// not whole.
    Began read(Path file) {
        try (var reader = HistoryReader.open(file)) {
            rest.gathered = reader.beganAt();
            for (var line = reader.next(); line != null; line = reader.next()) {
                switch (line.event()) {
                    case Found found -> add(found, line.micros());
                    case Ended() -> ended = true;
                    case Act act -> doubts.add(file + ": is no evidence: " + act);
                    case Fault fault -> doubts.add(file + ": is no evidence: " + fault);
                }
            }
            if (!ended || rest.presenceBegan < 0 || rest.presenceEnded < 0) {
                doubts.add(file + ": is not complete");
            }
            return reader.began();
        }
    }

    private void add(Found found, long micros) {
        switch (found) {
            case Found.Conversation row -> tables.add(row);
            case Found.Message row -> tables.add(row);
            case Found.Mark row -> tables.add(row);
            case Found.Generation row -> tables.add(row);
            case Found.Head row -> tables.add(row);
            case Found.Entry row -> tables.add(row);
            case Found.Cursor row -> tables.add(row);
            case Found.PresenceBegan() -> rest.presenceBegan = micros;
            case Found.Route route -> rest.routes.add(route);
            case Found.Slot(var slot, var boot) -> rest.slots.put(slot, boot);
            case Found.PresenceEnded() -> rest.presenceEnded = micros;
            case Found.Page page -> pages.add(page);
            case Found.Shown row -> pages.add(row);
        }
    }
}
