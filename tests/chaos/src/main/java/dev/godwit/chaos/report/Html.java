package dev.godwit.chaos.report;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Words and numbers as the page shows them.
final class Html {
    static final String NONE = "–";

    private Html() {}

    static String text(String any) {
        return any.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String count(@Nullable Long count) {
        return count == null ? NONE : String.format(Locale.ROOT, "%,d", count);
    }

    static String millis(@Nullable Double millis) {
        if (millis == null) return NONE;
        if (millis < 10) return String.format(Locale.ROOT, "%.1f ms", millis);
        if (millis < 1000) return String.format(Locale.ROOT, "%.0f ms", millis);
        if (millis < 100_000) return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        return String.format(Locale.ROOT, "%,.0f s", millis / 1000);
    }

    /// As a clock shows it: `4:05`, `1:04:05`.
    static String clock(double seconds) {
        var whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }

    /// A coordinate or percentage.
    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
