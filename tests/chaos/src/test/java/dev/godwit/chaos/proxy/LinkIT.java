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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// A link on which nothing is spoiled.
class LinkIT {
    private static final int MUCH = 24 * 1024 * 1024;

    @AutoClose private final Peers peers = new Peers();

    @Test
    void whatEntersLeavesUnchangedBothWaysAtOnce() throws Exception {
        var question = new byte[MUCH];
        var answer = new byte[MUCH];
        new Random(1).nextBytes(question);
        new Random(2).nextBytes(answer);

        try (var pair = peers.pair();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.submit(writing(pair.client(), question));
            var answered = threads.submit(writing(pair.server(), answer));
            var heard = threads.submit(() -> pair.server().getInputStream().readNBytes(MUCH));

            assertThat(pair.client().getInputStream().readNBytes(MUCH)).isEqualTo(answer);
            assertThat(heard.get()).isEqualTo(question);
            asked.get();
            answered.get();
        }
        assertThat(peers.link.traffic().bytesForth()).isEqualTo(MUCH);
        assertThat(peers.link.traffic().bytesBack()).isEqualTo(MUCH);
    }

    @Test
    void aCloseEndsItsOwnDirectionAlone() throws Exception {
        try (var pair = peers.pair()) {
            say(pair.client(), "last words");
            pair.client().shutdownOutput();

            assertThat(hear(pair.server(), 100)).isEqualTo("last words");
            say(pair.server(), "heard");
            assertThat(hear(pair.client(), 5)).isEqualTo("heard");
            pair.server().close();
            assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> peers.link.traffic().open() == 0);
        assertThat(peers.link.traffic().reset()).isZero();
    }

    @Test
    void aResetIsPassedOn() throws Exception {
        try (var pair = peers.pair()) {
            pair.server().setSoLinger(true, 0);
            pair.server().close();

            assertThatThrownBy(() -> pair.client().getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        await().until(() -> peers.link.traffic().open() == 0);
    }

    @Test
    void aClientOfAnAbsentTargetIsResetAndCounted() throws Exception {
        peers.target.close();

        try (var client = peers.client()) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }

        assertThat(peers.link.traffic().unreachable()).isEqualTo(1);
        assertThat(peers.link.traffic().accepted()).isEqualTo(1);
    }

    @Test
    void whoeverDoesNotReadStopsWhoeverWrites() throws Exception {
        var much = new byte[4 * MUCH];
        new Random(3).nextBytes(much);
        try (var pair = peers.pair();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(writing(pair.client(), much));
            var passed = new long[] {-1};
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        var before = passed[0];
                        passed[0] = peers.link.traffic().bytesForth();
                        return passed[0] > 0 && passed[0] == before;
                    });

            assertThat(writing).isNotDone();
            assertThat(passed[0]).isLessThan(much.length / 2);
            assertThat(pair.server().getInputStream().readNBytes(much.length)).isEqualTo(much);
            writing.get();
        }
    }

    @Test
    void aThousandConnectionsKeepTheirWordsApart() throws Exception {
        var pairs = new ArrayList<Peers.Pair>();
        for (var i = 0; i < 1000; i++) pairs.add(peers.pair());

        for (var i = 0; i < 1000; i++) say(pairs.get(i).client(), "%04d".formatted(i));

        for (var i = 0; i < 1000; i++) {
            assertThat(hear(pairs.get(i).server(), 4)).isEqualTo("%04d".formatted(i));
        }
        assertThat(peers.link.traffic().open()).isEqualTo(1000);
        for (var pair : pairs) pair.close();
        await().until(() -> peers.link.traffic().open() == 0);
    }

    @Test
    void theSameSeedChoosesTheSameVictims() throws Exception {
        var victims = new ArrayList<List<Integer>>();
        for (var round = 0; round < 2; round++) {
            try (var others = new Peers()) {
                var pairs = new ArrayList<Peers.Pair>();
                for (var i = 0; i < 20; i++) pairs.add(others.pair());
                assertThat(others.link.reset(0.25)).isEqualTo(5);
                victims.add(dead(pairs));
            }
        }
        assertThat(victims.get(0)).hasSize(5).isEqualTo(victims.get(1));
    }

    private static List<Integer> dead(List<Peers.Pair> pairs) throws IOException {
        var dead = new ArrayList<Integer>();
        for (var i = 0; i < pairs.size(); i++) {
            try {
                say(pairs.get(i).server(), "still there");
                assertThat(hear(pairs.get(i).client(), 11)).isEqualTo("still there");
            } catch (SocketException _) {
                dead.add(i);
            }
            pairs.get(i).close();
        }
        return dead;
    }

    private static Callable<Void> writing(Socket socket, byte[] bytes) {
        return () -> {
            socket.getOutputStream().write(bytes);
            return null;
        };
    }
}
