package dev.godwit.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.wire.Dial;
import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.wire.Tokens.Token;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;

class SessionTest {
    private static final Token TOKEN = new Token("j.w.t", 1_000_000);
    private static final ServerFrame WELCOME = welcome("alice", "d0", TOKEN.expiresAt());

    private final Session session = session();

    @Test
    void aConnectionThatGoesAsThePageSaysBreaksNothing() {
        assertThat(session.breach(WELCOME)).isEmpty();
        assertThat(session.breach(message(5, "bob", "alice"))).isEmpty();
        assertThat(session.breach(new ServerFrame.Accepted("m", "bob", 1, 1, false, 6))).isEmpty();
        assertThat(session.breach(new ServerFrame.Live(6))).isEmpty();
        assertThat(session.breach(message(7, "alice", "bob"))).isEmpty();

        assertThat(session.live()).isTrue();
        assertThat(session.acknowledge()).isEqualTo(7);
        assertThat(session.owesAck()).isFalse();
    }

    @Test
    void welcomeComesFirstAndOnceAndIsForThisDeviceAndToken() {
        assertThat(session.breach(new ServerFrame.Live(0))).isPresent();
        assertThat(session.breach(WELCOME)).isEmpty();
        assertThat(session.breach(WELCOME)).isPresent();
        assertThat(session().breach(welcome("bob", "d0", TOKEN.expiresAt()))).isPresent();
        assertThat(session().breach(welcome("alice", "d1", TOKEN.expiresAt()))).isPresent();
        assertThat(session().breach(welcome("alice", "d0", TOKEN.expiresAt() + 1))).isPresent();
    }

    @Test
    void liveComesOnceAndNotBelowWhatWasPushed() {
        session.breach(WELCOME);
        session.breach(message(5, "bob", "alice"));

        assertThat(session.breach(new ServerFrame.Live(4))).isPresent();
        assertThat(session.breach(new ServerFrame.Live(5))).isPresent();
    }

    @Test
    void moreThanAWindowWithoutAnAckIsTooMuch() {
        session.breach(WELCOME);
        session.breach(message(1, "bob", "alice"));
        session.breach(message(2, "bob", "alice"));
        assertThat(session.breach(message(3, "bob", "alice"))).isEmpty();
        assertThat(session.breach(message(4, "bob", "alice"))).isPresent();
        session.acknowledge();

        assertThat(session.breach(message(5, "bob", "alice"))).isEmpty();
    }

    @Test
    void somebodyElsesMessageIsNotToBeSeen() {
        session.breach(WELCOME);

        assertThat(session.breach(message(1, "bob", "carol"))).isPresent();
    }

    @Test
    void aPongMustHaveBeenAskedForAndMustNotComeOnceTheTokenIsOver() {
        session.breach(WELCOME);
        assertThat(session.breach(new ServerFrame.Pong())).isPresent();
        session.ping();

        assertThat(session.breach(new ServerFrame.Pong()).orElseThrow()).contains("token");
    }

    private static Session session() {
        var dial = new Dial(URI.create("ws://127.0.0.1:1"), "d0", "j.w.t", Dial.TokenIn.HEADER, 0);
        return new Session(
                new Link(1, dial, new LinkedBlockingQueue<>(), () -> 0), "alice", "d0", TOKEN);
    }

    private static ServerFrame welcome(String user, String device, long expiresAt) {
        return new ServerFrame.Welcome(user, device, "s", "7f3a", expiresAt, 30_000, 3, 65_536);
    }

    private static ServerFrame message(long n, String from, String to) {
        return new ServerFrame.Message(n, "m", from, to, 1, 1, "text", "hi");
    }
}
