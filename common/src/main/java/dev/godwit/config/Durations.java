package dev.godwit.config;

import java.time.Duration;
import java.util.regex.Pattern;

/// Durations as people write them: a whole number and one unit.
final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    static Duration parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) throw new IllegalArgumentException("not a duration: " + text);
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    static String write(Duration duration) {
        var ms = duration.toMillis();
        if (ms == 0 || ms % 1000 != 0) return ms + "ms";
        if (ms % 86_400_000 == 0) return duration.toDays() + "d";
        if (ms % 3_600_000 == 0) return duration.toHours() + "h";
        if (ms % 60_000 == 0) return duration.toMinutes() + "m";
        return duration.toSeconds() + "s";
    }
}
