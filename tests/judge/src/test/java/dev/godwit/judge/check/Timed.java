package dev.godwit.judge.check;

import dev.godwit.judge.history.Event;

/// An event and when it was written down.
record Timed(long micros, Event event) {}
