package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.chat.ChatConfig;
import dev.godwit.chat.ChatService;
import dev.godwit.checker.Target;
import dev.godwit.config.AuthConfig;
import dev.godwit.config.ConfigReader;
import dev.godwit.gateway.Gateway;
import dev.godwit.gateway.GatewayConfig;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.infra.TestPostgres;
import dev.godwit.lifecycle.Closer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Two gateways and two chat services in this JVM, over real sockets, with servers of their own
/// behind them.
final class Cluster implements AutoCloseable {
    private static final int NODES = 2;
    private static final String SECRET = "only for tests, and never anywhere else";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Closer closer = new Closer();
    private final TestPostgres.Database database = Infra.postgres().freshDatabase();
    private final String redis = Infra.redis().freshDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenIssuer tokens =
            new TokenIssuer(
                    AuthConfig.read(ConfigReader.of(Map.of("auth.hmac-secret", SECRET))),
                    InstantSource.system());
    private final ConcurrentLinkedQueue<TestClient> clients = new ConcurrentLinkedQueue<>();
    private final List<ChatService> chatServices = new ArrayList<>();
    private final List<Gateway> gateways = new ArrayList<>();

    private Cluster(Map<String, String> settings) throws InterruptedException {
        var shared = new HashMap<String, String>();
        shared.put("auth.hmac-secret", SECRET);
        shared.put("internal.secret", SECRET);
        shared.put("redis.uri", redis);
        shared.put("kafka.bootstrap", Infra.kafka().bootstrap());
        shared.put("kafka.topic", Infra.kafka().freshTopicName());
        shared.put("kafka.slots", "8");
        shared.putAll(settings);
        for (var i = 0; i < NODES; i++) chatServices.add(startChatService(shared));
        var internal =
                chatServices.stream()
                        .map(service -> "http://127.0.0.1:" + service.ports().internal())
                        .collect(Collectors.joining(","));
        for (var i = 0; i < NODES; i++) gateways.add(startGateway(shared, internal));
    }

    static Cluster start() {
        return start(Map.of());
    }

    /// `settings` go to all processes and win over what this class chooses.
    static Cluster start(Map<String, String> settings) {
        try {
            return new Cluster(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ChatService startChatService(Map<String, String> shared) throws InterruptedException {
        var settings = new HashMap<>(shared);
        settings.put("chat.host", "127.0.0.1");
        settings.put("chat.port", "0");
        settings.put("chat.internal-port", "0");
        settings.put("chat.management-port", "0");
        settings.put("database.url", database.jdbcUrl());
        settings.put("database.user", database.user());
        settings.put("database.password", database.password());
        settings.keySet().removeIf(key -> key.startsWith("gateway."));
        return closer.opened(ChatService.start(ChatConfig.read(ConfigReader.of(settings))));
    }

    private Gateway startGateway(Map<String, String> shared, String chatServices) {
        var settings = new HashMap<>(shared);
        settings.put("gateway.host", "127.0.0.1");
        settings.put("gateway.port", "0");
        settings.put("gateway.management-port", "0");
        settings.put("gateway.chat-services", chatServices);
        settings.put("gateway.drain", "100ms");
        settings.keySet().removeIf(key -> key.startsWith("chat."));
        return closer.opened(Gateway.start(GatewayConfig.read(ConfigReader.of(settings))));
    }

    TestClient connect(int gateway, String user, String device, TestClient.Acks acks) {
        var uri = URI.create("ws://127.0.0.1:" + gateways.get(gateway).ports().clients());
        var client = TestClient.connect(http, uri, token(user), device, acks);
        clients.add(client);
        return client;
    }

    /// What judged clients need to know of it.
    Target target(String run, Duration heartbeat) {
        return new Target(
                run,
                gateways.stream()
                        .map(gateway -> URI.create("ws://127.0.0.1:" + gateway.ports().clients()))
                        .toList(),
                List.of(),
                chatServices.stream()
                        .map(chat -> URI.create("http://127.0.0.1:" + chat.ports().external()))
                        .toList(),
                SECRET,
                "",
                "",
                database.jdbcUrl(),
                database.user(),
                database.password(),
                redis,
                heartbeat,
                Duration.ofSeconds(10),
                Duration.ofSeconds(200),
                256);
    }

    void closeClients() {
        for (var client = clients.poll(); client != null; client = clients.poll()) client.vanish();
    }

    /// All messages of the conversation, page by page from the first.
    List<JsonNode> history(String user, String peer) {
        var messages = new ArrayList<JsonNode>();
        JsonNode page;
        do {
            var after = messages.isEmpty() ? 0 : messages.getLast().path("seq").asLong();
            page = get(user, "/v1/conversations/" + peer + "/messages?limit=200&after=" + after);
            page.path("messages").forEach(messages::add);
        } while (page.path("hasMore").asBoolean());
        return messages;
    }

    JsonNode conversations(String user) {
        return get(user, "/v1/conversations");
    }

    HttpResponse<String> post(String from, String to, String id, String body) {
        var json = JSON.createObjectNode().put("id", id).put("to", to).put("body", body);
        return call(
                request(from, "/v1/messages")
                        .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
                        .header("Content-Type", "application/json")
                        .build());
    }

    /// The conversation's rows and both logs are numbered 1..N without hole or double.
    void assertTablesAgree(String one, String other, int messages) {
        var tables = new Tables(database);
        assertThat(tables.seqs(one, other)).isEqualTo(Tables.oneTo(messages));
        for (var user : List.of(one, other)) tables.assertLogIsWhole(user);
    }

    private JsonNode get(String user, String path) {
        var response = call(request(user, path).GET().build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String user, String path) {
        var port = chatServices.getFirst().ports().external();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token(user));
    }

    private HttpResponse<String> call(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String token(String user) {
        return tokens.issue(new UserId(user), Duration.ofHours(1));
    }

    @Override
    public void close() {
        closeClients();
        closer.close();
    }
}
