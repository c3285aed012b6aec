package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.gateway.testing.FakeChatBackend;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.Displacement;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// What clients are shown: their backlog, what is pushed, and what was missed.
class ShowingIT {
    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void whatWaitedIsShownBeforeLive() throws IOException {
        gateway.chat.append("bob", "one");
        gateway.chat.append("bob", "two");

        try (var bob = gateway.connected("bob", "phone")) {
            assertThat(bob.expect("message").path("n").asLong()).isEqualTo(1);
            assertThat(bob.expect("message").path("body").asText()).isEqualTo("two");
            assertThat(bob.expect("live").path("n").asLong()).isEqualTo(2);
        }
    }

    @Test
    void aMessageGoesFromOneConnectionToAnother() throws IOException {
        gateway.chat.pushTo(gateway.connections.registry());
        try (var alice = gateway.live("alice", "phone");
                var bob = gateway.live("bob", "phone")) {
            alice.say("{\"type\":\"send\",\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}");

            var message = bob.expect("message");
            bob.say("{\"type\":\"ack\",\"n\":1}");

            assertThat(message.path("from").asText()).isEqualTo("alice");
            assertThat(message.path("body").asText()).isEqualTo("hi");
            await().until(() -> gateway.chat.cursor("bob", "phone") == 1);
        }
    }

    @Test
    void aReturningDeviceGoesOnFromItsLastAck() throws IOException {
        for (var i = 0; i < 3; i++) gateway.chat.append("bob", "hi");
        try (var bob = gateway.connected("bob", "phone")) {
            for (var i = 0; i < 3; i++) bob.expect("message");
            bob.say("{\"type\":\"ack\",\"n\":2}");
            await().until(() -> gateway.chat.cursor("bob", "phone") == 2);
        }

        try (var bob = gateway.connected("bob", "phone")) {
            assertThat(bob.expect("message").path("n").asLong()).isEqualTo(3);
            bob.expect("live");
        }
    }

    @Test
    void aBacklogIsShownWindowByWindow() throws IOException {
        for (var i = 0; i < 1000; i++) gateway.chat.append("bob", "hi");

        try (var bob = gateway.connected("bob", "phone")) {
            for (var n = 1; n <= 256; n++) bob.expect("message");
            bob.say("{\"type\":\"ping\"}");
            bob.expect("pong");
            for (var n = 257; n <= 1000; n++) {
                bob.say("{\"type\":\"ack\",\"n\":%d}".formatted(n - 1));
                assertThat(bob.expect("message").path("n").asLong()).isEqualTo(n);
            }
            bob.expect("live");
        }
    }

    @Test
    void aLostPushIsFoundByTheHeadCheck() throws IOException {
        try (var bob = gateway.live("bob", "phone")) {
            gateway.chat.append("bob", "nobody was told");

            assertThat(bob.expect("message").path("n").asLong()).isEqualTo(1);
        }
    }

    @Test
    void pushesOutOfOrderAreShownInOrder() throws IOException {
        for (var i = 0; i < 3; i++) gateway.chat.append("bob", "hi");
        try (var bob = gateway.connected("bob", "phone")) {
            for (var i = 0; i < 3; i++) bob.expect("message");
            bob.expect("live");

            push(FakeChatBackend.entry("bob", 5, "five", null));
            push(FakeChatBackend.entry("bob", 4, "four", null));

            assertThat(bob.expect("message").path("body").asText()).isEqualTo("four");
            assertThat(bob.expect("message").path("body").asText()).isEqualTo("five");
        }
    }

    @Test
    void whatTheDeviceSentItselfIsNotPushedToIt() throws IOException {
        try (var bob = gateway.live("bob", "phone")) {
            push(FakeChatBackend.entry("bob", 1, "from here", new DeviceId("phone")));
            gateway.chat.append("bob", "as the log shows it");

            assertThat(bob.expect("message").path("body").asText())
                    .isEqualTo("as the log shows it");
        }
    }

    @Test
    void aReceiptIsShownToWhoeverIsThere() throws IOException {
        try (var bob = gateway.live("bob", "phone")) {
            var frame = "{\"type\":\"receipt\"}".getBytes(StandardCharsets.UTF_8);
            gateway.connections
                    .registry()
                    .deliver(
                            List.of(
                                    new DeliveryRecord(
                                            List.of(),
                                            List.of(new Notice(new UserId("bob"), frame)),
                                            List.of())));

            bob.expect("receipt");
        }
    }

    @Test
    void aDisplacementFromElsewhereClosesOnlyOlderConnections() throws IOException {
        try (var bob = gateway.live("bob", "phone")) {
            displace(new Displacement(new UserId("bob"), new DeviceId("phone"), 1));
            bob.say("{\"type\":\"ping\"}");
            bob.expect("pong");

            displace(new Displacement(new UserId("bob"), new DeviceId("phone"), 2));

            assertThat(bob.closed()).isEqualTo(4409);
        }
    }

    @Test
    void aConnectionCanBeFoundAsLongAsItIsThere() throws IOException {
        try (var _ = gateway.live("bob", "phone")) {
            assertThat(gateway.presence.found()).hasSize(1);
            assertThat(gateway.connections.registry().connections()).hasSize(1);
        }

        await().until(gateway.presence.found()::isEmpty);
        assertThat(gateway.connections.registry().connections()).isEmpty();
    }

    @Test
    void aConnectionOutlivesAChatServiceThatIsDown() throws IOException {
        gateway.chat.append("bob", "hi");
        gateway.chat.down(true);
        try (var bob = TestClient.connect(gateway.port.port(), "bob", "phone")) {
            bob.say("{\"type\":\"ping\"}");
            bob.expect("pong");

            gateway.chat.down(false);

            bob.expect("welcome");
            bob.expect("message");
            bob.expect("live");
        }
    }

    @Test
    void welcomeTellsTheGenerationAndTheCursor() throws IOException {
        gateway.chat.generation("7f3a");
        try (var bob = TestClient.connect(gateway.port.port(), "bob", "phone")) {
            var welcome = bob.expect("welcome");

            assertThat(welcome.path("log").asText()).isEqualTo("7f3a");
            assertThat(welcome.path("n").asLong(-1)).isZero();
        }
    }

    @Test
    void anEntryOfAnEndedGenerationIsNotShownAndEndsNothing() throws IOException {
        gateway.chat.generation("7f3a");
        try (var bob = gateway.live("bob", "phone")) {
            push(ofGeneration("8b4c", "late"));
            gateway.chat.append("bob", "of today");
            push(FakeChatBackend.entry("bob", 1, "of today", null));

            assertThat(bob.expect("message").path("body").asText()).isEqualTo("of today");
        }
    }

    @Test
    void anEntryOfTheNextGenerationIsNotShownAndEndsTheConnection() throws IOException {
        gateway.chat.generation("7f3a");
        try (var bob = gateway.live("bob", "phone")) {
            gateway.chat.generation("8b4c");
            push(ofGeneration("8b4c", "the first"));

            assertThat(bob.read().closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void aGenerationThatHasEndedIsFoundByTheHeadCheck() throws IOException {
        gateway.chat.generation("7f3a");
        try (var bob = gateway.live("bob", "phone")) {
            gateway.chat.generation("8b4c");

            assertThat(bob.read().closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void aClientThatDoesNotReadGrowsNoQueue() throws IOException {
        var body = "x".repeat(16_000);
        try (var _ = gateway.live("bob", "phone")) {
            for (var n = 1; n <= 2000; n++) {
                gateway.chat.append("bob", body);
                push(FakeChatBackend.entry("bob", n, body, null));
            }

            await().during(Duration.ofMillis(300)).until(() -> pending() < 256 * 1024);
            assertThat(pending()).isPositive();
        }
    }

    @Test
    void aClientThatPingsAndDoesNotReadPinsOnePong() throws IOException {
        try (var bob = gateway.live("bob", "phone")) {
            var ping = TestClient.framed(true, TestClient.PING, new byte[100]);
            for (var i = 0; i < 3000; i++) bob.raw(ping);

            assertThat(pending()).isLessThan(64 * 1024L);
        }
    }

    @Test
    void twoDevicesAreBothShownEverything() throws IOException {
        gateway.chat.pushTo(gateway.connections.registry());
        try (var phone = gateway.live("bob", "phone");
                var laptop = gateway.live("bob", "laptop");
                var alice = gateway.live("alice", "phone")) {
            for (var i = 1; i <= 50; i++)
                alice.say(
                        "{\"type\":\"send\",\"id\":\"m-%d\",\"to\":\"bob\",\"body\":\"hi\"}"
                                .formatted(i));

            for (var n = 1; n <= 50; n++) {
                assertThat(phone.expect("message").path("n").asLong()).isEqualTo(n);
                assertThat(laptop.expect("message").path("n").asLong()).isEqualTo(n);
            }
        }
    }

    /// Bytes that wait in the gateway to be written to sockets.
    private long pending() {
        return gateway.connections.pendingBytes();
    }

    private void push(Entry entry) {
        gateway.connections
                .registry()
                .deliver(List.of(new DeliveryRecord(List.of(entry), List.of(), List.of())));
    }

    private static Entry ofGeneration(String log, String body) {
        var frame = FakeChatBackend.message(1, "someone", "bob", body);
        return new Entry(new UserId("bob"), 1, frame, null, new LogGeneration(log));
    }

    private void displace(Displacement displacement) {
        gateway.connections
                .registry()
                .deliver(List.of(new DeliveryRecord(List.of(), List.of(), List.of(displacement))));
    }
}
