package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.ChatConfig;
import dev.godwit.config.ConfigKey;
import dev.godwit.config.ConfigReader;
import dev.godwit.gateway.GatewayConfig;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the documents say of the code is checked against it.
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));
    private static final Pattern FILE_NAMED = Pattern.compile("`([\\w./-]+\\.(?:java|lua|sql))`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyFileOnTheLifeOfAMessageExists() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/life-of-a-message.md"));
        var named = FILE_NAMED.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(f -> assertThat(ROOT.resolve(f)).exists());
    }

    @Test
    void everyLinkBetweenThePagesLeadsSomewhere() throws IOException {
        for (var page : pages()) {
            var text = Files.readString(page);
            assertThat(LINK.matcher(text).results().map(match -> match.group(1)))
                    .as("links of %s", page)
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
        }
    }

    /// `mvn verify -Dgodwit.docs=write` rewrites the table.
    @Test
    void theConfigurationReferenceIsComplete() throws IOException {
        var page = ROOT.resolve("docs/configuration.md");
        var text = Files.readString(page);
        var table = table();
        var start = text.indexOf("| key |");
        var end = text.indexOf("\n\n", start);
        if ("write".equals(System.getProperty("godwit.docs"))) {
            text = text.substring(0, start) + table + text.substring(end);
            Files.writeString(page, text);
            end = text.indexOf("\n\n", start);
        }

        assertThat(text.substring(start, end)).isEqualTo(table);
    }

    private static String table() {
        var settings =
                ConfigReader.of(
                        Map.of(
                                "auth.hmac-secret", "s".repeat(32),
                                "internal.secret", "s".repeat(32),
                                "database.password", "s"));
        GatewayConfig.read(settings);
        ChatConfig.read(settings);
        var rows = new LinkedHashSet<String>();
        rows.add("| key | default | expected | meaning |");
        rows.add("|---|---|---|---|");
        for (var setting : settings.described()) rows.add(row(setting));
        return String.join("\n", rows);
    }

    private static String row(ConfigKey setting) {
        var otherwise = setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(setting.key(), otherwise, setting.expected(), setting.meaning());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")))
                    .toList();
        }
    }
}
