package dev.godwit.report;

import static dev.godwit.report.Html.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// One page for people: a single file, in light and dark, from top to bottom as it is added to.
/// Without its script it loses the charts only. Owned by one thread.
public final class ReportPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String outcome;
    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final List<Charts> charts = new ArrayList<>();

    /// How the run ended, which is the first thing to be seen.
    public enum Outcome {
        PASSED,
        FAILED,
        INVALID
    }

    /// `word`: for the outcome.
    public ReportPage(Outcome outcome, String word, String title) {
        this.outcome = word;
        this.title = title;
        add(
                "<p class=\"outcome %s\">%s</p><h1>%s</h1>"
                        .formatted(
                                outcome.name().toLowerCase(Locale.ROOT), text(word), text(title)));
    }

    public ReportPage heading(String words) {
        return add("<h2>%s</h2>".formatted(text(words)));
    }

    public ReportPage note(String words) {
        return add("<p class=\"note\">%s</p>".formatted(text(words)));
    }

    /// As it stands; see [Html].
    public ReportPage add(String html) {
        body.append(html).append('\n');
        return this;
    }

    public ReportPage add(Charts group) {
        charts.add(group);
        return add("<div class=\"charts\"></div>");
    }

    public String html() {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s · %s</title>
        <style>
        %s
        %s</style>
        </head>
        <body>
        <main>
        %s
        </main>
        <script type="application/json" id="charts">%s</script>
        <script>
        %s
        %s</script>
        </body>
        </html>
        """
                .formatted(
                        text(outcome),
                        text(title),
                        library("uPlot.min.css"),
                        resource("/dev/godwit/report/report.css"),
                        body,
                        figures(),
                        library("uPlot.iife.min.js"),
                        resource("/dev/godwit/report/report.js"));
    }

    /// No `</script>` may come from a name.
    private String figures() {
        try {
            return JSON.writeValueAsString(charts).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and words make JSON", e);
        }
    }

    private static String library(String file) {
        var maven = new Properties();
        try (var in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            maven.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource(
                "/META-INF/resources/webjars/uplot/%s/dist/%s"
                        .formatted(maven.getProperty("version"), file));
    }

    private static String resource(String name) {
        try (var in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.io.InputStream open(String name) throws IOException {
        var in = ReportPage.class.getResourceAsStream(name);
        if (in == null) throw new IOException("resource missing: " + name);
        return in;
    }
}
