package dev.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.report.Charts.Band;
import dev.godwit.report.Charts.Chart;
import dev.godwit.report.Charts.Curve;
import dev.godwit.report.Charts.Unit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The page as a browser draws it; skipped, loudly, where there is none.
class ReportPageIT {
    private static final int SECONDS = 600;
    private static final String LISTEN =
            """
            <script>
            window.complaints = [];
            window.addEventListener("error", (event) => window.complaints.push(event.message));
            console.error = (...words) => window.complaints.push(words.join(" "));
            </script>
            """;

    /// Moves the pointer to the middle of the first chart, looks at everything, and leaves what it
    /// saw in the document.
    private static final String LOOK =
            """
            <script>
            addEventListener("load", () => setTimeout(() => {
              const charts = [...document.querySelectorAll(".uplot")];
              const over = charts[0].querySelector(".u-over");
              const box = over.getBoundingClientRect();
              const at = { clientX: box.left + box.width / 2, clientY: box.top + 10, bubbles: true };
              for (const kind of ["mouseenter", "mousemove"]) over.dispatchEvent(new MouseEvent(kind, at));
              const inks = (canvas) => {
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const seen = new Set();
                for (let i = 0; i < data.length; i += 4)
                  if (data[i + 3] === 255) seen.add(data.slice(i, i + 3).join());
                return [...seen];
              };
              setTimeout(() => {
                const seen = document.createElement("script");
                seen.type = "application/json";
                seen.id = "seen";
                seen.textContent = JSON.stringify({
                  complaints: window.complaints,
                  charts: charts.map((chart) => ({
                    inks: inks(chart.querySelector("canvas")),
                    width: chart.getBoundingClientRect().width,
                    legend: chart.querySelector(".u-legend").textContent,
                  })),
                  overflow: document.documentElement.scrollWidth - innerWidth,
                });
                document.body.append(seen);
              }, 200);
            }, 200));
            </script>
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1280, 500}) // Chromium has no narrower window
    void theChartsAreDrawnAndReadTogether(int width) throws Exception {
        var seen = seen(width);

        assertThat(seen.get("complaints")).isEmpty();
        assertThat(seen.get("overflow").asInt()).isLessThanOrEqualTo(0);
        assertThat(seen.get("charts")).hasSize(4);
        for (var chart : seen.get("charts")) {
            assertThat(chart.get("inks")).isNotEmpty();
            assertThat(chart.get("width").asDouble()).isBetween(width * 0.8, (double) width);
        }
        assertThat(legend(seen, 0)).contains("5:00").contains("kill gateway-1");
        assertThat(legend(seen, 1)).contains("5:00", "accepted").contains("/s");
        assertThat(legend(seen, 2)).contains("5:00", "p99").contains(" ms");
        assertThat(inks(seen, 0)).contains("196,60,60"); // a bar
        assertThat(inks(seen, 1)).contains("31,111,214"); // the first curve
    }

    @Test
    void itNeedsNothingElseAndNoNameEndsItsScript() {
        assertThat(page())
                .contains("&lt;b&gt;", "\\u003c/script>")
                .doesNotContain("gateway</script>", "src=", "href=", "@import", "url(");
    }

    private static String legend(JsonNode seen, int chart) {
        return seen.get("charts").get(chart).get("legend").asText();
    }

    private static List<String> inks(JsonNode seen, int chart) {
        var inks = new ArrayList<String>();
        seen.get("charts").get(chart).get("inks").forEach(ink -> inks.add(ink.asText()));
        return inks;
    }

    private JsonNode seen(int width) throws Exception {
        var browser = Browser.installed(directory);
        if (browser.isEmpty()) System.err.println("SKIPPED: ReportPageIT: no Chromium here");
        Assumptions.assumeTrue(browser.isPresent());
        var file = directory.resolve("report.html");
        Files.writeString(
                file,
                page().replace("<head>", "<head>" + LISTEN).replace("</body>", LOOK + "</body>"));
        var document = browser.orElseThrow().document(file, width);
        var found = Pattern.compile("id=\"seen\">(.*?)</script>", Pattern.DOTALL).matcher(document);
        assertThat(found.find()).as("the page was looked at: %s", document).isTrue();
        return new ObjectMapper().readTree(found.group(1));
    }

    private static String page() {
        var rate = new ArrayList<Double>();
        var latency = new ArrayList<@Nullable Double>();
        for (var second = 0; second < SECONDS; second++) {
            rate.add(500.0 + second % 40);
            latency.add(second % 100 == 50 ? null : 8.0 + second % 7);
        }
        var charts =
                List.of(
                        new Chart("Rate", Unit.PER_SECOND, List.of(new Curve("accepted", rate))),
                        new Chart(
                                "Latency", Unit.MILLISECONDS, List.of(new Curve("p99", latency))));
        var bands =
                List.of(
                        new Band("kill", "kill gateway-1", 290, 310),
                        new Band("pause", "pause gateway</script>", 400, 405));
        var quantiles =
                new Chart(
                        "Quantiles",
                        Unit.MILLISECONDS,
                        List.of(new Curve("accepted", List.of(1.0, 12.0))));
        return new ReportPage(ReportPage.Outcome.PASSED, "Passed", "run of <b>")
                .add(Charts.overTime(1, SECONDS, charts, bands))
                .add(Charts.labelled(List.of("p50", "p99"), quantiles))
                .html();
    }
}
