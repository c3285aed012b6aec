package dev.godwit.checker.client;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.HistoryWriter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a device does in one go: everything is written down together first, and then done. Owned by
/// its device.
final class Turn {
    private final HistoryWriter history;
    private final List<Event> events = new ArrayList<>();
    private final Map<Link, List<byte[]>> frames = new LinkedHashMap<>();
    private final List<Runnable> deeds = new ArrayList<>();

    Turn(HistoryWriter history) {
        this.history = history;
    }

    void record(Event event) {
        events.add(event);
    }

    /// To be sent in one write with the others of the same connection.
    void say(Link link, byte[] text) {
        frames.computeIfAbsent(link, _ -> new ArrayList<>()).add(text);
    }

    /// To be done after everything was said.
    void then(Runnable deed) {
        deeds.add(deed);
    }

    void done() {
        if (!events.isEmpty()) history.record(events.toArray(Event[]::new));
        events.clear();
        frames.forEach(Link::send);
        frames.clear();
        for (var deed : List.copyOf(deeds)) deed.run();
        deeds.clear();
    }
}
