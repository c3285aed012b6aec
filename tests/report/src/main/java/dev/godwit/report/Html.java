package dev.godwit.report;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Words and numbers as the page shows them.
public final class Html {
    public static final String NONE = "–";

    private Html() {}

    public static String text(String any) {
        return any.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    public static String count(@Nullable Long count) {
        return count == null ? NONE : String.format(Locale.ROOT, "%,d", count);
    }

    public static String millis(@Nullable Double millis) {
        if (millis == null) return NONE;
        if (millis < 10) return String.format(Locale.ROOT, "%.1f ms", millis);
        if (millis < 1000) return String.format(Locale.ROOT, "%.0f ms", millis);
        if (millis < 100_000) return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        return String.format(Locale.ROOT, "%,.0f s", millis / 1000);
    }

    /// As a clock shows it: `4:05`, `1:04:05`.
    public static String clock(double seconds) {
        var whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }

    /// Large figures beside each other.
    public static String tiles(List<Tile> tiles) {
        return tiles.stream()
                .map(tile ->
                        "<div class=\"tile%s\"><b>%s</b><span>%s</span></div>"
                                .formatted(tile.bad ? " bad" : "", tile.value, text(tile.name)))
                .collect(Collectors.joining("", "<div class=\"tiles\">", "</div>"));
    }

    /// `value` is HTML; a `bad` one stands out.
    public record Tile(String name, String value, boolean bad) {}

    public static String items(List<String> words) {
        return words.stream()
                .map(word -> "<li>%s</li>".formatted(text(word)))
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    /// Names and their values, which are HTML.
    public static String list(String title, Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row ->
                        "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
                                .formatted(text(row.getKey()), row.getValue()))
                .collect(
                        Collectors.joining(
                                "",
                                "<div><h3>%s</h3><table class=\"list\">".formatted(text(title)),
                                "</table></div>"));
    }

    /// Two of them beside each other, where there is room.
    public static String pair(String one, String other) {
        return "<div class=\"pair\">%s%s</div>".formatted(one, other);
    }

    /// The cells of `rows` are HTML.
    public static String table(List<String> heads, List<List<String>> rows) {
        var head =
                heads.stream()
                        .map(words -> "<th scope=\"col\">%s</th>".formatted(text(words)))
                        .collect(Collectors.joining());
        var body =
                rows.stream()
                        .map(row ->
                                row.stream()
                                        .map("<td>%s</td>"::formatted)
                                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                        .collect(Collectors.joining());
        return ("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>%s</tr></thead>"
                        + "<tbody>%s</tbody></table></div>")
                .formatted(head, body);
    }
}
