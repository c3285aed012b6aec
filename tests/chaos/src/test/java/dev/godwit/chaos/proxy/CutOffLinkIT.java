package dev.godwit.chaos.proxy;

import static dev.godwit.chaos.proxy.Peers.hear;
import static dev.godwit.chaos.proxy.Peers.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// A link that lets nothing through.
class CutOffLinkIT {
    private static final int A_WHILE_MILLIS = 100;

    @AutoClose private final Peers peers = new Peers();

    @Test
    void whatIsStalledArrivesWholeWhenItHeals() throws Exception {
        try (var pair = peers.pair()) {
            say(pair.client(), "before ");
            assertThat(hear(pair.server(), 7)).isEqualTo("before ");
            peers.link.become(Conditions.CLEAR.withForth(Flow.stalled()));
            say(pair.client(), "during ");
            say(pair.server(), "back");
            assertThat(hear(pair.client(), 4)).isEqualTo("back");
            assertSilent(pair.server());
            assertThat(peers.link.traffic().bytesForth()).isEqualTo(7);

            peers.link.become(Conditions.CLEAR);
            say(pair.client(), "after");

            assertThat(hear(pair.server(), 12)).isEqualTo("during after");
        }
    }

    @Test
    void aBlackHoleSwallowsAndTellsNobody() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.become(Conditions.BLACK_HOLE);
            say(pair.client(), "hello");
            say(pair.server(), "anybody?");
            await().until(() -> peers.link.traffic().swallowed() == 13);
            pair.client().close();

            assertSilent(pair.server());
            assertThat(peers.link.traffic().open()).isEqualTo(1);
            assertThat(peers.link.traffic().bytesForth()).isZero();
        }
    }

    @Test
    void oneDirectionCanBeABlackHoleAlone() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.become(Conditions.CLEAR.withBack(Flow.swallowed()));
            say(pair.client(), "hello");

            assertThat(hear(pair.server(), 5)).isEqualTo("hello");
            say(pair.server(), "unheard");
            await().until(() -> peers.link.traffic().swallowedBack() == 7);
            assertSilent(pair.client());
        }
    }

    @Test
    void aConnectionThatLostBytesIsResetWhenItHeals() throws Exception {
        try (var loser = peers.pair();
                var lucky = peers.pair()) {
            peers.link.become(Conditions.BLACK_HOLE);
            say(loser.client(), "lost");
            await().until(() -> peers.link.traffic().swallowedForth() == 4);

            peers.link.become(Conditions.CLEAR);

            assertReset(loser.client());
            assertReset(loser.server());
            say(lucky.client(), "nothing lost");
            assertThat(hear(lucky.server(), 12)).isEqualTo("nothing lost");
            assertThat(peers.link.traffic().reset()).isEqualTo(1);
        }
    }

    @Test
    void aTargetBehindABlackHoleIsReachedWhenItHeals() throws Exception {
        peers.link.become(Conditions.BLACK_HOLE);
        try (var client = peers.client()) {
            await().until(() -> peers.link.traffic().accepted() == 1);
            peers.target.setSoTimeout(A_WHILE_MILLIS);
            assertThatThrownBy(peers::accepted).isInstanceOf(SocketTimeoutException.class);

            peers.link.become(Conditions.CLEAR);

            peers.target.setSoTimeout(Peers.PATIENCE_MILLIS);
            try (var server = peers.accepted()) {
                say(client, "at last");
                assertThat(hear(server, 7)).isEqualTo("at last");
            }
        }
    }

    @Test
    void whoeverGivesUpBeforeTheTargetWasReachedLeavesNothing() throws Exception {
        peers.link.become(Conditions.BLACK_HOLE);
        for (var i = 0; i < 50; i++) {
            var client = peers.client();
            say(client, "hello?");
            client.close();
        }

        await().until(() -> peers.link.traffic().accepted() == 50);
        await().until(() -> peers.link.traffic().open() == 0);
        peers.link.become(Conditions.CLEAR);
        peers.target.setSoTimeout(A_WHILE_MILLIS);
        assertThatThrownBy(peers::accepted).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aShareOfTheConnectionsCanBeCutOff() throws Exception {
        try (var one = peers.pair();
                var two = peers.pair()) {
            assertThat(peers.link.become(Conditions.BLACK_HOLE, 0.5)).isEqualTo(1);

            say(one.client(), "12345");
            say(two.client(), "12345");

            await().until(() -> peers.link.traffic().swallowedForth() == 5);
            await().until(() -> peers.link.traffic().bytesForth() == 5);
        }
    }

    /// Nothing comes; a machine too slow to bring it would not fail this.
    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(A_WHILE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(Peers.PATIENCE_MILLIS);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }
}
