package dev.godwit.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.bench.ledger.Ledger;
import dev.godwit.bench.ledger.Violations;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Bob's connection, played to by hand: what the server says and what that means for the run.
class UserConnectionTest {
    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nA: b\r\n\r\n";

    private final Violations violations = new Violations();
    private final Ledger ledger = new Ledger("alice", "bob", violations);
    private final Tally tally = new Tally();
    private final UserConnection bob =
            new UserConnection(
                    new Participant(1, "bob", "alice", URI.create("ws://g:1"), "T"),
                    ledger.back(),
                    ledger.forth(),
                    32,
                    tally,
                    violations,
                    () -> 1_000);
    private final EmbeddedChannel channel = new EmbeddedChannel(bob);

    @Test
    void itAsksForTheUpgradeWithItsToken() {
        assertThat(written())
                .startsWith("GET /v1/ws?device=bench HTTP/1.1\r\nHost: g:1\r\n")
                .contains("Sec-WebSocket-Protocol: godwit.v1\r\nAuthorization: Bearer T\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aRefusedUpgradeFailsWithWhatTheServerSaid() {
        server("HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n{\"title\":\"no\"}");

        assertThat(bob.live()).isCompletedExceptionally();
        assertThat(bob.live().exceptionNow()).hasMessageContaining("401 Unauthorized {\"title\"");
    }

    @Test
    void oneAckAnswersAllThatOneReadBrought() {
        live();
        ledger.forth().sent(7);
        ledger.forth().sent(8);

        server(message(1, 0, 7) + message(2, 1, 8));

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(violations.none()).isTrue();
    }

    @Test
    void aSkippedLogPositionVoidsTheRun() {
        live();
        ledger.forth().sent(7);

        server(message(2, 0, 7));

        assertThat(violations.lines()).containsOnlyKeys("HOLE");
    }

    @Test
    void aMessageThatWasNeverSentVoidsTheRun() {
        live();

        server(message(1, 0, 7));

        assertThat(violations.lines()).containsOnlyKeys("ALTERED");
    }

    @Test
    void aRefusalIsCountedAndEndsTheSend() {
        live();
        bob.send(500);
        bob.send(600);
        assertThat(ledger.pending()).isEqualTo(2);

        server(frame("{\"type\":\"error\",\"code\":\"rate_limited\",\"id\":\"00000000\"}"));
        server(frame("{\"type\":\"error\",\"code\":\"unavailable\",\"id\":\"00000001\"}"));

        assertThat(ledger.pending()).isZero();
        assertThat(tally.errors()).containsOnlyKeys("rate_limited", "unavailable");
        assertThat(violations.none()).isTrue();
    }

    @Test
    void aConnectionThatEndsBeforeTheRunDoesVoidsIt() {
        live();

        channel.close().syncUninterruptibly();

        assertThat(violations.lines()).containsOnlyKeys("DISCONNECTED");
    }

    @Test
    void hangingUpInTheEndIsNoViolation() {
        live();

        bob.leave();

        assertThat(channel.isOpen()).isFalse();
        assertThat(violations.none()).isTrue();
    }

    private void live() {
        server(UPGRADED + frame("{\"type\":\"live\",\"n\":0}"));
        assertThat(bob.live()).isCompleted();
        channel.releaseOutbound();
    }

    private void server(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String message(int n, int message, int intended) {
        var body = "%016x%08x%08x".formatted(intended, 0, message);
        return frame(
                "{\"type\":\"message\",\"n\":%d,\"id\":\"%08x\",\"seq\":%d,\"body\":\"%s\"}"
                        .formatted(n, message, message + 1, body));
    }

    private static String frame(String json) {
        return "\u0081" + (char) json.length() + json;
    }

    private String written() {
        ByteBuf bytes = channel.readOutbound();
        try {
            return bytes.toString(StandardCharsets.US_ASCII);
        } finally {
            bytes.release();
        }
    }
}
