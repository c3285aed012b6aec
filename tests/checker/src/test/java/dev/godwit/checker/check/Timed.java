package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;

/// An event and when it was written down.
record Timed(long micros, Event event) {}
