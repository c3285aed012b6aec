package dev.godwit.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.gateway.testing.FakeTokens;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Autobahn|Testsuite as a client, in a process of its own. The build has put it into
/// `target/autobahn`.
final class FuzzingClient {
    private static final Path LIBRARIES = Path.of("target", "autobahn");
    private static final long MINUTES = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final int port;
    private final int patience;

    /// `patience`: how many times as long as usual it waits for what has to come.
    FuzzingClient(Path directory, int port, int patience) {
        this.directory = directory;
        this.port = port;
        this.patience = patience;
    }

    /// What one case came to.
    record Result(String id, String behavior, String behaviorClose) {
        boolean failed() {
            return !behavior.matches("OK|NON-STRICT|INFORMATIONAL")
                    || !behaviorClose.matches("OK|INFORMATIONAL");
        }
    }

    /// `cases`, `excluded`: patterns such as `1.*`. Throws where it does not come to an end.
    List<Result> run(List<String> cases, List<String> excluded)
            throws IOException, InterruptedException {
        var output = directory.resolve("output.txt").toFile();
        var process =
                new ProcessBuilder(command(specification(cases, excluded)))
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0)
                throw new IOException(Files.readString(output.toPath()));
        } finally {
            process.destroyForcibly();
        }
        return results();
    }

    private List<String> command(Path specification) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpython.cachedir.skip=true",
                "-Dpython.import.site=false",
                "-cp",
                libraries(),
                "org.python.util.jython",
                program(),
                Integer.toString(patience),
                "-m",
                "fuzzingclient",
                "-s",
                specification.toString());
    }

    private static String program() {
        try {
            var program = FuzzingClient.class.getResource("patient.py");
            return Path.of(Objects.requireNonNull(program).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String libraries() {
        try (var files = Files.list(LIBRARIES)) {
            return String.join(
                    File.pathSeparator,
                    files.map(Path::toAbsolutePath).map(Path::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("mvn pre-integration-test fetches them", e);
        }
    }

    private Path specification(List<String> cases, List<String> excluded) throws IOException {
        var server =
                Map.of(
                        "agent",
                        "godwit",
                        "url",
                        "ws://127.0.0.1:%d/v1/ws?device=fuzz".formatted(port),
                        "protocols",
                        List.of("godwit.v1", "bearer." + FakeTokens.of("alice")));
        var patient = 5 * patience;
        var options =
                Map.of(
                        "failByDrop", false,
                        "openHandshakeTimeout", patient,
                        "closeHandshakeTimeout", patient,
                        "serverConnectionDropTimeout", patient);
        var specification =
                Map.of(
                        "outdir",
                        reports().toString(),
                        "options",
                        options,
                        "servers",
                        List.of(server),
                        "cases",
                        cases,
                        "exclude-cases",
                        excluded,
                        "exclude-agent-cases",
                        Map.of());
        return Files.writeString(
                directory.resolve("specification.json"), JSON.writeValueAsString(specification));
    }

    private List<Result> results() throws IOException {
        var index = JSON.readTree(reports().resolve("index.json").toFile()).path("godwit");
        var results = new ArrayList<Result>();
        for (Map.Entry<String, JsonNode> each : index.properties())
            results.add(
                    new Result(
                            each.getKey(),
                            each.getValue().path("behavior").asText(),
                            each.getValue().path("behaviorClose").asText()));
        return results;
    }

    private Path reports() {
        return directory.resolve("reports").toAbsolutePath();
    }
}
