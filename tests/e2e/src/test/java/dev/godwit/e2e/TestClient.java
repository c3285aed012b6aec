package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// A client as `docs/reference/protocol.md` describes it, in the JDK's own WebSocket. Keeps every
/// frame it was shown.
///
/// Frames arrive on the HTTP client's threads; tests wait for them with the `await` methods.
final class TestClient implements WebSocket.Listener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Whether entries are acknowledged as they come.
    enum Acks {
        AT_ONCE,
        BY_THE_TEST
    }

    private final Collection<JsonNode> frames = new ConcurrentLinkedQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Acks acks;
    private @Nullable WebSocket socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    private TestClient(Acks acks) {
        this.acks = acks;
    }

    static TestClient connect(
            HttpClient http, URI gateway, String token, String device, Acks acks) {
        var client = new TestClient(acks);
        client.socket =
                http.newWebSocketBuilder()
                        .subprotocols("godwit.v1")
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(gateway.resolve("/v1/ws?device=" + device), client)
                        .join();
        return client;
    }

    TestClient awaitLive() {
        awaitFrame(frame -> type(frame).equals("live"));
        return this;
    }

    void send(String id, String to, String body) {
        var frame =
                JSON.createObjectNode()
                        .put("type", "send")
                        .put("id", id)
                        .put("to", to)
                        .put("body", body);
        write(frame.toString());
    }

    void ack(long n) {
        write("{\"type\":\"ack\",\"n\":" + n + "}");
    }

    /// Frames leave in the order of the calls; the JDK allows one send at a time.
    synchronized void write(String text) {
        var open = socket;
        if (open == null) throw new IllegalStateException("not connected");
        lastSend = lastSend.thenCompose(sent -> open.sendText(text, true));
    }

    /// The `accepted` or `error` frame that answers this id.
    JsonNode awaitAnswer(String id) {
        return awaitFrame(frame ->
                id.equals(frame.path("id").asText())
                        && (type(frame).equals("accepted") || type(frame).equals("error")));
    }

    /// As many sends were answered, whichever way.
    void awaitAnswers(int count) {
        await().atMost(PATIENCE)
                .until(() -> ofType("accepted").size() + ofType("error").size() >= count);
    }

    JsonNode awaitFrame(Predicate<JsonNode> wanted) {
        await().atMost(PATIENCE).until(() -> frames.stream().anyMatch(wanted));
        return frames.stream().filter(wanted).findFirst().orElseThrow();
    }

    List<JsonNode> awaitMessages(int count) {
        await().atMost(PATIENCE).until(() -> messages().size() >= count);
        return messages();
    }

    List<JsonNode> messages() {
        return ofType("message");
    }

    List<String> bodies() {
        return messages().stream().map(frame -> frame.path("body").asText()).toList();
    }

    List<JsonNode> ofType(String type) {
        return frames.stream().filter(frame -> type(frame).equals(type)).toList();
    }

    void forgetFrames() {
        frames.clear();
    }

    void forgetMessages() {
        frames.removeIf(frame -> type(frame).equals("message"));
    }

    int awaitClosed() {
        await().atMost(PATIENCE).until(closed::isDone);
        return closed.join();
    }

    /// The entries seen so far, whatever stands for them, have consecutive positions.
    void assertConsecutive() {
        var positions =
                frames.stream()
                        .filter(frame -> frame.has("n") && !type(frame).equals("live"))
                        .map(frame -> frame.path("n").asLong())
                        .toList();
        for (var i = 1; i < positions.size(); i++)
            assertThat(positions.get(i)).isEqualTo(positions.get(i - 1) + 1);
    }

    /// Drops the connection without a word, as a lost network does.
    void vanish() {
        if (socket != null) socket.abort();
    }

    @Override
    public void close() {
        if (socket != null && !socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    static String body(JsonNode frame) {
        return frame.path("body").asText();
    }

    static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    @Override
    public @Nullable CompletionStage<?> onText(
            WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            take(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void take(String text) {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent no JSON: " + text, e);
        }
        frames.add(frame);
        if (acks == Acks.AT_ONCE && frame.path("n").asLong() > 0 && !type(frame).equals("live"))
            ack(frame.path("n").asLong());
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
