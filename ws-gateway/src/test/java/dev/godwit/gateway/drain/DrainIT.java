package dev.godwit.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;
import dev.godwit.lifecycle.Readiness.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.time.Duration;

class DrainIT {
    private final TestGateway gateway = new TestGateway();
    private final Drain drain = gateway.drain(Duration.ofSeconds(2));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void clientsAreAskedToLeaveThenClosedWith1012() throws Exception {
        try (var alice = gateway.live("alice", "phone")) {
            var draining = Thread.ofVirtual().start(drain::close);

            var delay = alice.expect("goaway").path("reconnectInMs").asLong();
            assertThat(delay).isBetween(0L, 2000L);
            assertThat(drain.status()).isInstanceOf(Status.NotReady.class);
            assertThat(alice.closed()).isEqualTo(1012);
            assertThat(alice.ended()).isTrue();
            draining.join();
        }
    }

    /// The notice is longer than the test: what it sees, it sees during it.
    @Test
    void whileItGivesNoticeItIsNotReadyAndTakesNewClients() throws Exception {
        var noticing = gateway.drain(Duration.ofMinutes(5), Duration.ZERO);
        var draining = Thread.ofVirtual().start(noticing::close);
        await().until(() -> noticing.status() instanceof Status.NotReady);

        try (var bob = gateway.live("bob", "phone")) {
            assertThat(gateway.port.status()).isInstanceOf(Status.Ready.class);

            draining.interrupt(); // enough of it
            bob.expect("goaway");
        }
        draining.join();
        assertThat(gateway.port.status()).isInstanceOf(Status.NotReady.class);
    }

    @Test
    void nobodyNewIsTaken() throws Exception {
        try (var alice = gateway.live("alice", "phone")) {
            var draining = Thread.ofVirtual().start(drain::close);
            alice.expect("goaway");

            assertThatThrownBy(() -> TestClient.connect(gateway.port.port(), "bob", "phone"))
                    .isInstanceOf(ConnectException.class);
            alice.socket().close();
            draining.join();
        }
    }

    @Test
    void whatIsInFlightIsAnsweredFirst() throws Exception {
        try (var alice = gateway.live("alice", "phone")) {
            gateway.chat.hold();
            alice.say("{\"type\":\"send\",\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}");
            await().until(() -> gateway.chat.held() == 1);
            var draining = Thread.ofVirtual().start(gateway.drain(Duration.ZERO)::close);
            alice.expect("goaway");
            gateway.chat.answerHeld();

            alice.expect("accepted");
            assertThat(alice.closed()).isEqualTo(1012);
            draining.join();
        }
    }

    @Test
    void aClientThatHasLeftIsNotWaitedFor() throws Exception {
        gateway.live("alice", "phone").close();

        await().until(() -> gateway.connections.awaitNone(Duration.ofMillis(1)));
    }

    @Test
    void withNobodyThereItIsOverAtOnce() {
        drain.close();

        assertThat(gateway.port.status()).isInstanceOf(Status.NotReady.class);
    }
}
