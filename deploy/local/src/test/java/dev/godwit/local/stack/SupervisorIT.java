package dev.godwit.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.embedded.Ports;
import dev.godwit.embedded.RunLocation;
import dev.godwit.embedded.ServiceLaunch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The supervisor with real processes whose only service is to be ready.
class SupervisorIT {
    @TempDir Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter said = new StringWriter();
    private final Console console =
            new Console(new PrintWriter(said), InstantSource.system(), ZoneOffset.UTC);
    private Supervisor supervisor;

    @BeforeEach
    void none() {
        supervisor = supervisor(List.of());
    }

    @AfterEach
    void stop() {
        supervisor.close();
        http.shutdownNow();
    }

    @Test
    void aPartThatDiesIsStartedAgainWithAClearLine() throws IOException {
        var parts = List.of(part("one", Ports.free()), part("two", Ports.free()));
        supervisor = supervisor(parts);
        supervisor.start();
        var first = children().findFirst().orElseThrow();

        first.destroyForcibly();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(said.toString().lines().filter(this::ready)).hasSize(3));
        assertThat(said.toString()).contains("died (killed by signal 9)", "starts again in");
        assertThat(children()).hasSize(2);
    }

    @Test
    void nothingIsLeftAfterAStop() throws IOException {
        supervisor = supervisor(List.of(part("one", Ports.free()), part("two", Ports.free())));
        supervisor.start();
        var started = children().toList();

        supervisor.close();

        assertThat(started).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(said.toString()).doesNotContain("died");
    }

    @Test
    void aPartThatCannotStartIsOneLineAndEndsTheOthers() throws IOException {
        var unusable = Files.writeString(temporary.resolve("unusable.properties"), "");
        supervisor =
                supervisor(List.of(part("one", Ports.free()), part("two", unusable, Ports.free())));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(StackFailed.class)
                .message()
                .hasLineCount(1)
                .contains("two ended at its start (exit 2)", "port: missing", "two.log");

        assertThat(children()).isEmpty();
    }

    @Test
    void aServiceEndsWhenItsSupervisorIsGone() throws Exception {
        var launch = part("one", Ports.free()).launch();
        var process = new ProcessBuilder(launch.command()).start();
        await().until(() -> ready(launch.managementPort()));

        process.getOutputStream().close(); // what the kernel does for a supervisor that was killed

        await().until(() -> !process.isAlive());
    }

    @Test
    void aTakenPortIsOneLineWithTheOptionThatHelps() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listener = new StackPlan.Listener("Redis", taken.getLocalPort(), "--redis-port");

            assertThatThrownBy(() -> PortCheck.free(List.of(listener), Duration.ZERO))
                    .isInstanceOf(StackFailed.class)
                    .message()
                    .hasLineCount(1)
                    .contains("Redis", String.valueOf(taken.getLocalPort()), "--redis-port");
        }
    }

    private ServicePart part(String name, int port) throws IOException {
        var config = temporary.resolve(name + ".properties");
        PrivateFile.write(config, Map.of("port", String.valueOf(port)));
        return part(name, config, port);
    }

    private ServicePart part(String name, Path config, int port) {
        var launch =
                new ServiceLaunch(
                        name,
                        TestService.class.getName(),
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        System.getProperty("java.class.path"),
                        config,
                        temporary.resolve(name + ".log"),
                        RunLocation.LOOPBACK,
                        port,
                        Duration.ofSeconds(90));
        return new ServicePart(launch, "here", Duration.ofSeconds(5), http);
    }

    private boolean ready(int managementPort) throws InterruptedException {
        var address = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
        try {
            return http.send(
                                    HttpRequest.newBuilder(address).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // nobody listens yet
        }
    }

    private Supervisor supervisor(List<? extends StackComponent> parts) {
        return new Supervisor(List.of(List.copyOf(parts)), RandomGenerator.getDefault(), console);
    }

    private boolean ready(String line) {
        return line.contains("ready in");
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info().command().orElse("").endsWith("java"));
    }
}
