package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import dev.godwit.chat.ChatConfig;
import dev.godwit.config.ConfigKey;
import dev.godwit.config.ConfigReader;
import dev.godwit.gateway.GatewayConfig;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the documents say of the code is checked against it.
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));
    private static final Pattern FILE_NAMED = Pattern.compile("`([\\w./-]+\\.(?:java|lua|sql))`");
    private static final Pattern METER = Pattern.compile("\\| `(godwit\\.[a-z.]+)`");
    private static final Pattern METER_IN_CODE = Pattern.compile("\"(godwit\\.[a-z.]+)\"");
    private static final String HEADER =
            "| key | default | expected | meaning |\n|---|---|---|---|\n";
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyFileOnTheLifeOfAMessageExists() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/internals/life-of-a-message.md"));
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

    /// Each section of the page has its own heading and one table. `mvn verify -Dgodwit.docs=write`
    /// rewrites the tables.
    @Test
    void theConfigurationReferenceIsComplete() throws IOException {
        var page = ROOT.resolve("docs/reference/configuration.md");
        var written = Files.readString(page);
        var expected = written;
        for (var section : sections().entrySet()) {
            var heading = "\n## `" + section.getKey() + "`\n";
            assertThat(written).contains(heading);
            var start = expected.indexOf("\n| key |", expected.indexOf(heading)) + 1;
            var end = expected.indexOf("\n\n", start) + 1;
            expected = expected.substring(0, start) + section.getValue() + expected.substring(end);
        }
        if ("write".equals(System.getProperty("godwit.docs"))) {
            Files.writeString(page, expected);
        } else {
            assertThat(written).isEqualTo(expected);
        }
    }

    @Test
    void everyMeterIsInTheMetricsReference() throws IOException {
        var named = METER.matcher(Files.readString(ROOT.resolve("docs/reference/metrics.md")));
        var documented = named.results().map(match -> match.group(1)).collect(toSet());
        var registered = new TreeSet<String>();
        for (var module : List.of("chat-service", "ws-gateway", "common")) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    METER_IN_CODE
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(match -> registered.add(match.group(1)));
                }
            }
        }

        assertThat(registered).hasSizeGreaterThan(20).isEqualTo(new TreeSet<>(documented));
    }

    /// Section -> its table.
    private static Map<String, String> sections() {
        var reader =
                ConfigReader.of(
                        Map.of(
                                "auth.hmac-secret", "s".repeat(32),
                                "internal.secret", "s".repeat(32),
                                "database.password", "s"));
        GatewayConfig.read(reader);
        ChatConfig.read(reader);
        var sections = new LinkedHashMap<String, String>();
        for (var key : reader.described()) {
            sections.merge(key.section(), HEADER + row(key), (table, row) -> table + row(key));
        }
        return sections;
    }

    private static String row(ConfigKey key) {
        var otherwise = key.otherwise().isEmpty() ? "" : "`" + key.otherwise() + "`";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.key(),
                        key.required() ? "**required**" : otherwise,
                        key.expected(),
                        key.meaning());
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
