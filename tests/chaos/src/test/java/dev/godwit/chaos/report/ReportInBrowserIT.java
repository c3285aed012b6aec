package dev.godwit.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The page as a browser draws it; skipped, loudly, where there is none.
class ReportInBrowserIT {
    private static final String LISTEN =
            """
            <script>
            window.complaints = [];
            window.addEventListener("error", (event) => window.complaints.push(event.message));
            window.addEventListener("unhandledrejection", (e) => window.complaints.push(String(e.reason)));
            console.error = (...words) => window.complaints.push(words.join(" "));
            </script>
            """;

    /// Moves the pointer to the middle of the plots, looks at everything, and leaves what it saw in
    /// the document.
    private static final String LOOK =
            """
            <script>
            addEventListener("load", () => {
              const plots = document.getElementById("plots");
              const box = plots.querySelector(".lane").getBoundingClientRect();
              const move = { clientX: box.left + box.width / 2, clientY: box.top, bubbles: true };
              plots.dispatchEvent(new PointerEvent("pointermove", move));
              const drawn = [...plots.querySelectorAll(".curve")].map((curve) => ({
                length: curve.getTotalLength(),
                width: curve.getBoundingClientRect().width,
                height: curve.getBoundingClientRect().height,
                stroke: getComputedStyle(curve).stroke,
                inside: curve.getBoundingClientRect().right <= box.right + 2,
              }));
              const bars = [...plots.querySelectorAll(".bars rect")].filter(
                (bar) => bar.getBoundingClientRect().width > 0);
              const seen = document.createElement("script");
              seen.type = "application/json";
              seen.id = "seen";
              seen.textContent = JSON.stringify({
                complaints: window.complaints,
                drawn,
                bars: bars.length,
                readout: document.getElementById("readout").textContent,
                cursors: plots.querySelectorAll(".cursor:not([hidden])").length,
                overflow: document.documentElement.scrollWidth - innerWidth,
                broken: /NaN|undefined|Infinity|null/.test(document.body.innerHTML
                  .replace(/<script[^]*?<.script>/g, "")),
              });
              document.body.append(seen);
            });
            </script>
            """;

    @TempDir Path directory;

    @Test
    void thePlotsAreDrawnOnAScreen() throws Exception {
        var seen = seen(InventedRun.data(), 1280);

        assertWhole(seen);
        assertThat(seen.get("bars").asInt()).isEqualTo(40);
        assertThat(seen.get("readout").asText())
                .startsWith("5:00 · accepted ")
                .contains("2,000 live");
    }

    @Test
    void andOnAPhone() throws Exception {
        assertWhole(seen(InventedRun.data(), 500)); // Chromium has no narrower window
    }

    private static void assertWhole(JsonNode seen) {
        assertThat(seen.get("complaints")).isEmpty();
        assertThat(seen.get("broken").asBoolean()).isFalse();
        assertThat(seen.get("overflow").asInt()).isLessThanOrEqualTo(0);
        assertThat(seen.get("cursors").asInt()).isGreaterThan(4);
        assertThat(seen.get("drawn")).hasSize(7);
        for (var curve : seen.get("drawn")) {
            assertThat(curve.get("length").asDouble()).isGreaterThan(500);
            assertThat(curve.get("width").asDouble()).isGreaterThan(200);
            assertThat(curve.get("height").asDouble()).isBetween(5.0, 140.0);
            assertThat(curve.get("stroke").asText()).startsWith("rgb");
            assertThat(curve.get("inside").asBoolean()).isTrue();
        }
    }

    private JsonNode seen(ReportData data, int width) throws Exception {
        var browser = Browser.installed(directory);
        if (browser.isEmpty()) System.err.println("SKIPPED: ReportInBrowserIT: no Chromium here");
        Assumptions.assumeTrue(browser.isPresent());
        var page = directory.resolve("report.html");
        Files.writeString(
                page,
                Page.of(data)
                        .replace("<head>", "<head>" + LISTEN)
                        .replace("</body>", LOOK + "</body>"));
        var document = browser.orElseThrow().document(page, width);
        var found = Pattern.compile("id=\"seen\">(.*?)</script>", Pattern.DOTALL).matcher(document);
        assertThat(found.find()).as("the page was looked at: %s", document).isTrue();
        return new ObjectMapper().readTree(found.group(1));
    }
}
