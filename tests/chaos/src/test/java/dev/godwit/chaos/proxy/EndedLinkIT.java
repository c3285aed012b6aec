package dev.godwit.chaos.proxy;

import static dev.godwit.chaos.proxy.Peers.hear;
import static dev.godwit.chaos.proxy.Peers.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.util.TreeSet;

/// A link that ends connections or refuses them.
class EndedLinkIT {
    @AutoClose private final Peers peers = new Peers();

    @Test
    void aCutComesAfterExactlySoManyBytes() throws Exception {
        peers.link.become(Conditions.both(Flow.cut(Cut.after(10, Ending.CLOSE))));
        try (var pair = peers.pair()) {
            say(pair.client(), "0123");
            say(pair.client(), "4567");
            assertThat(hear(pair.server(), 8)).isEqualTo("01234567");
            say(pair.client(), "89ABCDEF");

            assertThat(hear(pair.server(), 100)).isEqualTo("89");
        }
        assertThat(peers.link.traffic().cut()).isEqualTo(1);
        await().until(() -> peers.link.traffic().open() == 0);
    }

    @Test
    void aCutCanReset() throws Exception {
        peers.link.become(Conditions.CLEAR.withBack(Flow.cut(Cut.after(4, Ending.RESET))));
        try (var pair = peers.pair()) {
            say(pair.client(), "not counted in this direction");
            assertThat(hear(pair.server(), 3)).isEqualTo("not");
            say(pair.server(), "12345678");

            assertThatThrownBy(() -> hear(pair.client(), 8)).isInstanceOf(SocketException.class);
        }
        assertThat(peers.link.traffic().bytesBack()).isEqualTo(4);
    }

    @Test
    void eachConnectionIsCutAtAPlaceOfItsOwn() throws Exception {
        peers.link.become(Conditions.both(Flow.cut(new Cut(1, 1000, Ending.CLOSE))));
        var lengths = new TreeSet<Integer>();
        for (var i = 0; i < 20; i++) {
            try (var pair = peers.pair()) {
                pair.client().getOutputStream().write(new byte[2000]);
                lengths.add(pair.server().getInputStream().readAllBytes().length);
            }
        }

        assertThat(lengths).hasSizeGreaterThan(10).allMatch(length -> length <= 1000);
    }

    @Test
    void aResetIsForBothSides() throws Exception {
        try (var pair = peers.pair()) {
            assertThat(peers.link.reset(1)).isEqualTo(1);

            assertReset(pair.client());
            assertReset(pair.server());
        }
        assertThat(peers.link.traffic().reset()).isEqualTo(1);
        assertThat(peers.link.traffic().open()).isZero();
    }

    @Test
    void whoComesIsRefusedWhileWhoIsThereStays() throws Exception {
        try (var old = peers.pair()) {
            var address = peers.link.address();
            peers.link.become(Conditions.CLEAR.with(Entrance.REFUSED));

            assertThatThrownBy(peers::client).isInstanceOf(ConnectException.class);
            say(old.client(), "still here");
            assertThat(hear(old.server(), 10)).isEqualTo("still here");

            peers.link.become(Conditions.CLEAR);
            assertThat(peers.link.address()).isEqualTo(address);
            try (var young = peers.pair()) {
                say(young.client(), "back");
                assertThat(hear(young.server(), 4)).isEqualTo("back");
            }
        }
    }

    @Test
    void aSilentEntranceLetsNobodyInUntilItOpens() throws Exception {
        peers.link.become(Conditions.CLEAR.with(Entrance.SILENT));
        try (var client = peers.client()) {
            say(client, "knock");
            assertThat(peers.link.traffic().accepted()).isZero();

            peers.link.become(Conditions.CLEAR);

            try (var server = peers.accepted()) {
                assertThat(hear(server, 5)).isEqualTo("knock");
            }
        }
    }

    @Test
    void aClosedLinkLeavesNothing() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.close();

            assertReset(pair.client());
            assertReset(pair.server());
            assertThatThrownBy(peers::client).isInstanceOf(ConnectException.class);
        }
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }
}
