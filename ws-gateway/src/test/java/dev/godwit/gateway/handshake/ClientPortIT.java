package dev.godwit.gateway.handshake;

import static dev.godwit.gateway.testing.TestClient.TEXT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class ClientPortIT {
    @Test
    void whoIsStillConnectedWhenItClosesIsCutOffAndHoldsNoMemory() throws IOException {
        try (var gateway = new TestGateway();
                var client = gateway.live("alice", "phone")) {
            client.frame(false, TEXT, new byte[100]);
            await().until(() -> gateway.buffers.pinnedDirectMemory() > 0);

            gateway.port.close();

            assertThat(client.ended()).isTrue();
            await().until(() -> gateway.buffers.pinnedDirectMemory() == 0);
        }
    }

    @Test
    void whoConnectsWhileItClosesIsCutOff() throws IOException {
        try (var gateway = new TestGateway();
                var client = TestClient.open(gateway.port.port())) {
            gateway.port.close();

            assertThat(client.ended()).isTrue();
        }
    }
}
