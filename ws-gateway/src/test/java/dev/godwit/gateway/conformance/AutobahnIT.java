package dev.godwit.gateway.conformance;

import static dev.godwit.gateway.testing.TestGateway.SETTINGS;
import static dev.godwit.gateway.testing.TestGateway.patientDoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.connection.ConnectionConfig;
import dev.godwit.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The WebSocket protocol, case by case, against all handlers that a client's socket gets.
class AutobahnIT {
    /// All but the ninth chapter, which is about large messages.
    private static final int ALL_CASES = 247;

    private static final int PATIENCE = 3;

    private static final int QUARTER_MIB = 256 * 1024;
    private static final ConnectionConfig LARGE =
            new ConnectionConfig(
                    SETTINGS.heartbeat(),
                    SETTINGS.window(),
                    QUARTER_MIB,
                    SETTINGS.maxBodyBytes(),
                    SETTINGS.reorderHold(),
                    SETTINGS.maxUnwritable(),
                    SETTINGS.sendsInFlight(),
                    SETTINGS.framesPerSecond(),
                    SETTINGS.user());

    @TempDir private Path directory;

    @Test
    void noCaseFails() throws Exception {
        try (var gateway = new TestGateway(SETTINGS, patientDoor(65_536), EchoingAcceptor::new)) {
            var results = client(gateway).run(List.of("*"), List.of("9.*"));

            assertThat(results).hasSize(ALL_CASES);
            assertThat(results).filteredOn(FuzzingClient.Result::failed).isEmpty();
        }
    }

    /// Each limit of a frame works the same way; this one is what the chosen cases need.
    @Test
    void largeMessagesComeBackToo() throws Exception {
        try (var gateway = new TestGateway(LARGE, patientDoor(QUARTER_MIB), EchoingAcceptor::new)) {
            var cases = List.of("9.1.1", "9.1.2", "9.2.1", "9.2.2", "9.7.1", "9.8.1");
            var results = client(gateway).run(cases, List.of());

            assertThat(results).hasSameSizeAs(cases);
            assertThat(results).filteredOn(FuzzingClient.Result::failed).isEmpty();
        }
    }

    private FuzzingClient client(TestGateway gateway) {
        return new FuzzingClient(directory, gateway.port.port(), PATIENCE);
    }
}
