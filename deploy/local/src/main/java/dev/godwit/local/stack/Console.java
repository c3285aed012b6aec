package dev.godwit.local.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What the person who started the stack gets to read. Thread-safe.
public final class Console {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private final InstantSource clock;
    private final ZoneId zone;

    public Console(PrintWriter out, InstantSource clock, ZoneId zone) {
        this.out = out;
        this.clock = clock;
        this.zone = zone;
    }

    void ready(StackComponent part, Duration took) {
        line(
                "  %-11s ready in %4.1f s   %s"
                        .formatted(part.name(), took.toMillis() / 1000.0, part.address()));
    }

    /// Something happened while the stack runs, at a time worth knowing.
    void event(String text) {
        line(CLOCK.format(clock.instant().atZone(zone)) + "  " + text);
    }

    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0).toLowerCase(Locale.ROOT);
    }
}
