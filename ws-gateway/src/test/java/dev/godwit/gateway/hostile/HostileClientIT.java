package dev.godwit.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.connection.ConnectionConfig;
import dev.godwit.gateway.handshake.HandshakeConfig;
import dev.godwit.gateway.registry.UserLimits;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A client with a good token that means harm: what it takes of the gateway's memory, and that it
/// comes to an end.
class HostileClientIT {
    /// A frame at its limit twice, as it comes and as it is put together, and as much again for all
    /// else: answers that are not taken, one read, the sends that wait.
    private static final long BOUND = 3 * 128 * 1024;

    private static final int ATTACKERS = 24;
    private static final HandshakeConfig DOOR = TestGateway.patientDoor(131_072);

    @ParameterizedTest
    @EnumSource
    void takesOnlySoMuchMemory(Attack attack) throws IOException {
        try (var gateway = new TestGateway(settings(Duration.ofMinutes(5)), DOOR)) {
            gateway.chat.hold();
            var attackers = new ArrayList<TestClient>();
            for (var i = 0; i < ATTACKERS; i++)
                attackers.add(attacker(gateway, attack, "mallory-" + i));
            try (var siege = new Siege(gateway, attackers)) {
                siege.attack(attack::begin);

                assertThat(siege.bytesOfEach()).isLessThanOrEqualTo(BOUND);
            }
            gateway.chat.answerHeld();
            await().untilAsserted(() -> {
                assertThat(gateway.connections.size()).isZero();
                assertThat(gateway.buffers.pinnedDirectMemory()).isZero();
            });
        }
    }

    /// Who never gets as far as being let in, in headers that just fit and in one that never ends.
    @ParameterizedTest
    @ValueSource(ints = {7_000, 60_000})
    void aHandshakeWithoutAnEndTakesOnlySoMuchMemory(int bytes) throws IOException {
        var half = "GET /v1/ws?device=phone HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(bytes);
        try (var gateway = new TestGateway(settings(Duration.ofMinutes(5)), DOOR)) {
            var attackers = new ArrayList<TestClient>();
            for (var i = 0; i < ATTACKERS; i++) attackers.add(TestClient.open(gateway.port.port()));
            try (var siege = new Siege(gateway, attackers)) {
                siege.attack(client -> client.raw(half.getBytes(StandardCharsets.US_ASCII)));

                assertThat(siege.bytesOfEach()).isLessThanOrEqualTo(BOUND);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesToAnEnd(Attack attack) throws Exception {
        try (var gateway = new TestGateway(settings(Duration.ofSeconds(1)), DOOR);
                var client = attacker(gateway, attack, "mallory")) {
            var over = new AtomicBoolean();
            var attacker =
                    Thread.startVirtualThread(() -> {
                        try {
                            attack.begin(client);
                            while (!over.get()) {
                                attack.goOn(client);
                                Thread.sleep(50); // its pace: slow enough to be no flood
                            }
                        } catch (IOException | InterruptedException e) {
                            return; // cut off
                        }
                    });

            await().atMost(Duration.ofSeconds(60)).until(() -> gateway.connections.size() == 0);
            over.set(true);
            attacker.join();
        }
    }

    private static TestClient attacker(TestGateway gateway, Attack attack, String user)
            throws IOException {
        if (attack.muchIsDue())
            for (var i = 0; i < 256; i++) gateway.chat.append(user, "x".repeat(4096));
        return TestClient.connect(gateway.port.port(), user, "phone");
    }

    private static ConnectionConfig settings(Duration heartbeat) {
        return new ConnectionConfig(
                heartbeat,
                256,
                131_072,
                65_536,
                Duration.ofMillis(5),
                heartbeat,
                1_024,
                2_000,
                new UserLimits(20, 1_000, 1_000, 1_000, 1_000));
    }
}
