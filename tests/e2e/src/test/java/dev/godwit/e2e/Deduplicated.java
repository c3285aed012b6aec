package dev.godwit.e2e;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// What an application is handed by a client that drops, by `n`, what it has seen before.
final class Deduplicated {
    private final List<String> bodies = new ArrayList<>();
    private long last;

    /// Takes what is new in `messages`; all bodies so far.
    List<String> take(List<JsonNode> messages) {
        for (var message : messages) {
            var n = message.path("n").asLong();
            if (n <= last) continue;
            if (n != last + 1) throw new AssertionError("a hole before " + n + ", after " + last);
            last = n;
            bodies.add(message.path("body").asText());
        }
        return bodies;
    }

    List<String> bodies() {
        return bodies;
    }
}
