package dev.godwit.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.wire.Breach;
import dev.godwit.checker.wire.ClientFrames;
import dev.godwit.checker.wire.Dial;
import dev.godwit.checker.wire.Incoming;
import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.wire.ServerFrames;
import dev.godwit.checker.wire.WebSocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// One connection of a [Device]: writes down what it does before it does it, and what it sees.
///
/// A virtual thread receives; the scenario's thread does everything else.
final class Line {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KIND = "text";

    private final Stage stage;
    private final Device device;
    private final long conn;
    private final WebSocket socket;
    private final Queue<ServerFrame> frames = new ConcurrentLinkedQueue<>();
    private volatile boolean dropped;
    private volatile boolean closed;

    private Line(Stage stage, Device device, long conn, WebSocket socket) {
        this.stage = stage;
        this.device = device;
        this.conn = conn;
        this.socket = socket;
    }

    static Line connect(Stage stage, Device device, String gateway, Duration tokenLife) {
        var conn = stage.nextConnection();
        var token = stage.tokens().mint(device.user(), tokenLife);
        var uri = stage.gateway(gateway);
        stage.record(
                new Event.Connecting(conn, device.user(), device.name(), uri.toString()),
                new Event.Expires(conn, stage.micros(token.expiresAt())));
        try {
            var dial = new Dial(uri, device.name(), token.jwt(), Dial.TokenIn.HEADER, 0);
            var socket = WebSocket.connect(dial, PATIENCE);
            socket.setSilence(Duration.ofMinutes(5));
            var line = new Line(stage, device, conn, socket);
            Thread.ofVirtual().start(line::receive);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Breach e) {
            throw new IllegalStateException(e);
        }
    }

    long number() {
        return conn;
    }

    void awaitLive() {
        awaitFrame(ServerFrame.Live.class::isInstance);
    }

    void send(String id, String peer, String body) {
        var utf8 = body.getBytes(StandardCharsets.UTF_8);
        stage.record(
                new Event.Sending(
                        conn, device.user(), id, peer, KIND, BodyHash.of(utf8), utf8.length));
        write(ClientFrames.send(id, peer, KIND, body));
    }

    /// Sends, again where the answer asks for it, and waits for the end, whichever it is.
    void ask(String id, String peer, String body) {
        var before = answers(id);
        var postponed = new AtomicLong();
        send(id, peer, body);
        await().atMost(PATIENCE)
                .until(() -> {
                    var postponements = postponements(id);
                    if (postponements > postponed.getAndSet(postponements)) send(id, peer, body);
                    return answers(id) > before;
                });
    }

    private long postponements(String id) {
        return frames.stream()
                .filter(frame -> frame instanceof ServerFrame.NotNow not && not.id().equals(id))
                .count();
    }

    void ack(long n) {
        stage.record(new Event.Acking(conn, n));
        write(ClientFrames.ack(n));
    }

    void ping() {
        write(ClientFrames.ping());
    }

    /// Ends it without a word.
    void drop() {
        dropped = true;
        stage.record(new Event.Dropping(conn));
        socket.reset();
        stage.record(new Event.Closed(conn, 0, "dropped"));
    }

    boolean closed() {
        return closed;
    }

    boolean dropped() {
        return dropped;
    }

    boolean has(String body) {
        return saw(frame -> frame instanceof ServerFrame.Message m && m.body().equals(body));
    }

    boolean saw(Predicate<ServerFrame> wanted) {
        return frames.stream().anyMatch(wanted);
    }

    long answers(String id) {
        return frames.stream().filter(frame -> answers(frame, id)).count();
    }

    void awaitFrame(Predicate<ServerFrame> wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(frames).anyMatch(wanted));
    }

    /// For the verdict: the server broke a rule that only shows in what happened when.
    void breach(String what) {
        stage.record(new Event.Violation(conn, what));
    }

    private static boolean answers(ServerFrame frame, String id) {
        return switch (frame) {
            case ServerFrame.Accepted accepted -> accepted.id().equals(id);
            case ServerFrame.Refused refused -> refused.id().equals(id);
            case ServerFrame.Welcome _,
                    ServerFrame.Message _,
                    ServerFrame.Live _,
                    ServerFrame.Receipt _,
                    ServerFrame.GoAway _,
                    ServerFrame.NotNow _,
                    ServerFrame.Pong _ ->
                    false;
        };
    }

    private void write(byte[] frame) {
        try {
            socket.text(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive() {
        try {
            while (true) {
                switch (socket.receive()) {
                    case Incoming.Text(var utf8) -> heard(ServerFrames.parse(utf8));
                    case Incoming.Ping(var payload) -> socket.pong(payload);
                    case Incoming.Pong _ -> {}
                    case Incoming.Close(var code, var reason) -> {
                        ended(code, reason);
                        socket.answerClose(code);
                        socket.end();
                        return;
                    }
                }
            }
        } catch (Breach e) {
            breach(String.valueOf(e.getMessage()));
            socket.reset();
        } catch (IOException e) {
            ended(0, String.valueOf(e.getMessage()));
        }
    }

    private void ended(int code, String reason) {
        if (!dropped) stage.record(new Event.Closed(conn, code, reason));
        closed = true;
    }

    private void heard(ServerFrame frame) {
        if (dropped) return;
        switch (frame) {
            case ServerFrame.Welcome welcome ->
                    stage.record(new Event.Welcomed(conn, welcome.session(), welcome.log()));
            case ServerFrame.Accepted a ->
                    stage.record(
                            new Event.Accepted(
                                    conn,
                                    device.user(),
                                    a.id(),
                                    a.peer(),
                                    a.seq(),
                                    a.at(),
                                    a.duplicate(),
                                    a.n(),
                                    a.n() > 0 && device.isNew(a.n()),
                                    ""));
            case ServerFrame.Message m -> shown(m);
            case ServerFrame.Live(var n) -> stage.record(new Event.Live(conn, n));
            case ServerFrame.Receipt r ->
                    stage.record(new Event.Receipt(conn, r.peer(), r.user(), r.delivered()));
            case ServerFrame.GoAway(var inMs) -> stage.record(new Event.GoAway(conn, inMs));
            case ServerFrame.Refused(var id, var code) ->
                    stage.record(new Event.Refused(conn, device.user(), id, code));
            case ServerFrame.NotNow(var id, var code, var retryInMs) ->
                    stage.record(new Event.Retry(conn, device.user(), id, code, retryInMs));
            case ServerFrame.Pong() -> {}
        }
        frames.add(frame);
    }

    private void shown(ServerFrame.Message m) {
        stage.record(
                new Event.Message(
                        conn,
                        m.n(),
                        m.id(),
                        m.from(),
                        m.to(),
                        m.seq(),
                        m.kind(),
                        BodyHash.of(m.body().getBytes(StandardCharsets.UTF_8)),
                        device.isNew(m.n())));
        if (device.acknowledges()) ack(m.n());
    }
}
