package dev.godwit.checker.client;

import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.wire.Tokens.Token;

import java.util.Optional;

/// What a device knows of one of its connections, and what the server may say on it next. Owned by
/// its device.
final class Session {
    private final Link link;
    private final String user;
    private final String device;
    private Token token;
    private boolean renewed;
    private boolean welcomed;
    private String log = "";
    private boolean live;
    private boolean closing;
    private boolean pinged;
    private int window;
    private long heartbeatMs;
    private long pushed;
    private long acked;
    private int unacked;

    Session(Link link, String user, String device, Token token) {
        this.link = link;
        this.user = user;
        this.device = device;
        this.token = token;
    }

    Link link() {
        return link;
    }

    long conn() {
        return link.conn();
    }

    /// Messages may be sent on it.
    boolean usable() {
        return welcomed && !closing;
    }

    boolean welcomed() {
        return welcomed;
    }

    /// The generation that its numbers are of; empty where that is not known.
    String log() {
        return log;
    }

    boolean live() {
        return live && !closing;
    }

    /// The client has said goodbye.
    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }

    Token token() {
        return token;
    }

    /// A fresh token goes out; nothing will answer it.
    void renew(Token fresh) {
        token = fresh;
        renewed = true;
    }

    /// Whether the server may not yet say that the token is bad.
    boolean tokenIsGood(long epochMillis, long marginMillis) {
        return !renewed && epochMillis < token.expiresAt() - marginMillis;
    }

    void ping() {
        pinged = true;
    }

    long heartbeatMs() {
        return heartbeatMs;
    }

    /// The highest `n` that came on this connection.
    long pushed() {
        return pushed;
    }

    boolean owesAck() {
        return pushed > acked && !closing;
    }

    /// Acknowledges all that came.
    long acknowledge() {
        acked = pushed;
        unacked = 0;
        return acked;
    }

    /// How far the window is filled.
    double filled() {
        return window == 0 ? 0 : (double) unacked / window;
    }

    /// Takes notice of a frame, and says what it breaks after all that came before it.
    Optional<String> breach(ServerFrame frame) {
        if (!welcomed && !(frame instanceof ServerFrame.Welcome)) {
            return Optional.of("before welcome: " + frame);
        }
        return switch (frame) {
            case ServerFrame.Welcome welcome -> welcomed(welcome);
            case ServerFrame.Accepted accepted ->
                    accepted.n() > 0 ? pushed(accepted.n()) : Optional.empty();
            case ServerFrame.Message message -> {
                var foreign = !message.from().equals(user) && !message.to().equals(user);
                var breach = pushed(message.n());
                yield foreign ? Optional.of("somebody else's message " + message.id()) : breach;
            }
            case ServerFrame.Live(var n) -> live(n);
            case ServerFrame.Pong() -> pong();
            case ServerFrame.Receipt _,
                    ServerFrame.GoAway _,
                    ServerFrame.Refused _,
                    ServerFrame.NotNow _ ->
                    Optional.empty();
        };
    }

    private Optional<String> welcomed(ServerFrame.Welcome welcome) {
        if (welcomed) return Optional.of("welcome twice");
        welcomed = true;
        log = welcome.log();
        window = welcome.window();
        heartbeatMs = welcome.heartbeatMs();
        if (!welcome.user().equals(user) || !welcome.device().equals(device)) {
            return Optional.of("welcome as %s %s".formatted(welcome.user(), welcome.device()));
        }
        if (welcome.expiresAt() != token.expiresAt()) {
            return Optional.of("welcome until " + welcome.expiresAt());
        }
        return Optional.empty();
    }

    private Optional<String> pushed(long n) {
        pushed = Math.max(pushed, n);
        unacked++;
        return unacked > window
                ? Optional.of("%d entries unacknowledged, window %d".formatted(unacked, window))
                : Optional.empty();
    }

    private Optional<String> live(long n) {
        if (live) return Optional.of("live twice");
        live = true;
        return n < pushed
                ? Optional.of("live at %d after entry %d".formatted(n, pushed))
                : Optional.empty();
    }

    private Optional<String> pong() {
        return Optional.of(
                pinged ? "served on 5 s after its token was over" : "a pong nobody asked for");
    }
}
