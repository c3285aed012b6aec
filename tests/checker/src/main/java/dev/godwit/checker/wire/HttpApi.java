package dev.godwit.checker.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The HTTP API of the chat services, as far as the judge asks it. Blocks its caller; thread-safe.
public final class HttpApi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Duration patience;
    private final HttpClient http;

    /// `patience`: how long one call may take before nothing is known of it.
    public HttpApi(Duration patience) {
        this.patience = patience;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(patience)
                        .build();
    }

    /// What became of a `POST /v1/messages`.
    public sealed interface Posted {
        /// `log`: the generation that its numbers are of, empty where it is not told.
        record Stored(ServerFrame.Accepted accepted, String log) implements Posted {}

        record Refused(String code) implements Posted {}

        /// Nothing is known: to be repeated with the same id.
        record Unknown(String code) implements Posted {}
    }

    /// Messages of a conversation, and the generation that their numbers are of.
    public record Page(List<Entry> entries, String log) {}

    /// One message of a conversation's history.
    public record Entry(long seq, String id, String from, String to, String kind, String body) {}

    public Posted post(URI service, String jwt, String id, String to, String kind, String body)
            throws Breach, InterruptedException {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("id", id).put("to", to).put("kind", kind).put("body", body);
        var request =
                request(service, "/v1/messages", jwt)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(message.toString()));
        try {
            return posted(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Posted.Unknown("no_answer");
        }
    }

    private static Posted posted(HttpResponse<String> response) throws Breach {
        var status = response.statusCode();
        return switch (status) {
            case 200, 201 -> {
                var accepted = ServerFrames.accepted(json(response));
                if (accepted.duplicate() != (status == 200)) {
                    throw new Breach(status + " with duplicate=" + accepted.duplicate());
                }
                yield new Posted.Stored(accepted, log(response));
            }
            case 409 -> new Posted.Refused("conflict");
            case 429 -> new Posted.Unknown("rate_limited");
            case 408, 500, 502, 503, 504 -> new Posted.Unknown("unavailable");
            case 403 -> new Posted.Refused("forbidden");
            case 413 -> new Posted.Refused("too_large");
            case 400, 422 -> new Posted.Refused("invalid");
            default -> throw new Breach("POST /v1/messages answered " + status);
        };
    }

    /// Up to `limit` messages of the conversation after `seq`. Throws [IOException] where the
    /// service did not answer with them.
    public Page history(URI service, String jwt, String peer, long after, int limit)
            throws IOException, Breach, InterruptedException {
        var path = "/v1/conversations/%s/messages?after=%d&limit=%d".formatted(peer, after, limit);
        var response =
                http.send(request(service, path, jwt).GET().build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("http " + response.statusCode());
        var entries = new ArrayList<Entry>();
        for (var message : json(response).path("messages")) {
            entries.add(
                    new Entry(
                            message.path("seq").longValue(),
                            message.path("id").asText(),
                            message.path("from").asText(),
                            message.path("to").asText(),
                            message.path("kind").asText(),
                            message.path("body").asText()));
        }
        return new Page(entries, log(response));
    }

    private static String log(HttpResponse<String> response) {
        return response.headers().firstValue("Godwit-Log").orElse("");
    }

    private HttpRequest.Builder request(URI service, String path, String jwt) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(patience)
                .header("Authorization", "Bearer " + jwt);
    }

    private static JsonNode json(HttpResponse<String> response) throws Breach {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new Breach("not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
