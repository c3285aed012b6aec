package dev.godwit.local.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.id.UserId;
import dev.godwit.protocol.ServerFrame;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// The HTTP side of the chat services: the first one that answers. Blocks.
///
/// What it tells is a convenience; when no service answers, the chat goes on without.
record ChatApi(HttpClient http, List<String> services, Supplier<String> token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The last messages with `peer`, oldest first.
    List<ServerFrame.Message> lastMessages(UserId peer, int limit) {
        var page = get("/v1/conversations/" + peer + "/messages?limit=" + limit);
        return StreamSupport.stream(page.path("messages").spliterator(), false)
                .map(FrameReader::message)
                .toList();
    }

    /// The place in the conversation up to which `peer` has got everything.
    long deliveredTo(UserId peer) {
        for (var conversation : get("/v1/conversations?limit=50").path("conversations"))
            if (conversation.path("peer").asText().equals(peer.value()))
                return conversation.path("delivered").asLong();
        return 0;
    }

    private JsonNode get(String path) {
        for (var service : services) {
            try {
                var request =
                        HttpRequest.newBuilder(URI.create(service + path))
                                .timeout(PATIENCE)
                                .header("Authorization", "Bearer " + token.get())
                                .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) return JSON.readTree(answer.body());
            } catch (IOException _) {
                // the next one may be up
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return JSON.createObjectNode();
    }
}
