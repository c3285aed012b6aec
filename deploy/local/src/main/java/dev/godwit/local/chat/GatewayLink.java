package dev.godwit.local.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One WebSocket connection to a gateway. Sends from the session's thread, which waits until the
/// frame is handed to the kernel; what comes is told to the session on the HTTP client's threads.
final class GatewayLink {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final long number;
    private final WebSocket socket;

    private GatewayLink(long number, WebSocket socket) {
        this.number = number;
        this.socket = socket;
    }

    /// Blocks until the gateway has answered. Throws [Unreachable].
    static GatewayLink connect(
            HttpClient http,
            String gateway,
            DeviceId device,
            String token,
            long number,
            Consumer<Happening> session)
            throws Unreachable {
        try {
            var socket =
                    http.newWebSocketBuilder()
                            .subprotocols("godwit.v1")
                            .header("Authorization", "Bearer " + token)
                            .connectTimeout(PATIENCE)
                            .buildAsync(
                                    URI.create(gateway + "/v1/ws?device=" + device),
                                    new Ear(number, session))
                            .join();
            return new GatewayLink(number, socket);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused)
                throw new Unreachable(refused.getResponse().statusCode());
            throw new Unreachable(0);
        }
    }

    /// A connection was not made; `status` is the HTTP answer, 0 where there was none.
    static final class Unreachable extends Exception {
        private final int status;

        Unreachable(int status) {
            super("HTTP status " + status, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    long number() {
        return number;
    }

    /// Throws [IOException] when the connection is no more.
    void send(Outgoing message, UserId to) throws IOException {
        send(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "send")
                        .put("id", message.id().value())
                        .put("to", to.value())
                        .put("body", message.body())
                        .toString());
    }

    void ack(long n) throws IOException {
        send("{\"type\":\"ack\",\"n\":" + n + "}");
    }

    void abort() {
        socket.abort();
    }

    /// Says goodbye and does not wait for the answer.
    void close() {
        try {
            wait(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        } catch (IOException _) {
            socket.abort();
        }
    }

    private void send(String frame) throws IOException {
        wait(socket.sendText(frame, true));
    }

    private static void wait(CompletableFuture<WebSocket> sent) throws IOException {
        try {
            var _ = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the connection is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    /// Listens to one connection. Called by one thread at a time.
    private static final class Ear implements WebSocket.Listener {
        private final long number;
        private final Consumer<Happening> session;
        private final StringBuilder text = new StringBuilder();

        Ear(long number, Consumer<Happening> session) {
            this.number = number;
            this.session = session;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var frame = FrameReader.read(text.toString());
                text.setLength(0);
                session.accept(
                        frame == null
                                ? new Happening.Heard(number)
                                : new Happening.Received(number, frame));
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            session.accept(new Happening.Heard(number));
            socket.request(1);
            return null; // the JDK answers by itself
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            session.accept(new Happening.Closed(number, code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            session.accept(new Happening.Closed(number, 0, "the connection broke"));
        }
    }
}
