package dev.godwit.checker.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.godwit.checker.Target;
import dev.godwit.checker.evidence.TableReading.Pair;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.wire.Tokens;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads every conversation over HTTP as each of its two people sees it: upwards from the
/// beginning, and the last page once more downwards. The services take turns.
final class HistoryReading {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 8;
    private static final int LIMIT = 200;
    private static final int LAST_PAGE = 50;

    private final Target target;
    private final Tokens tokens;
    private final HttpClient http;
    private final HistoryWriter writer;

    private HistoryReading(Target target, HttpClient http, HistoryWriter writer) {
        this.target = target;
        this.tokens =
                new Tokens(target.tokenSecret(), target.tokenIssuer(), target.tokenAudience());
        this.http = http;
        this.writer = writer;
    }

    static void read(Target target, List<Pair> pairs, HistoryWriter writer)
            throws IOException, InterruptedException {
        try (var http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(PATIENCE)
                                .build();
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var reading = new HistoryReading(target, http, writer);
            var pending = new ArrayList<Future<Void>>();
            for (var pair : pairs) {
                pending.add(threads.submit(reading.of(pair.low(), pair.high())));
                if (pair.low().equals(pair.high())) continue;
                pending.add(threads.submit(reading.of(pair.high(), pair.low())));
            }
            for (var future : pending) future.get();
        } catch (ExecutionException e) {
            throw new IOException("history over HTTP", e.getCause());
        }
    }

    private Callable<Void> of(String reader, String peer) {
        return () -> {
            var jwt = tokens.mint(reader, TOKEN_LIFE).jwt();
            var last = 0L;
            for (var more = true; more; ) {
                var page = page(reader, peer, jwt, "after=" + last + "&limit=" + LIMIT);
                var rows = rows(page);
                var hasMore = page.path("hasMore").asBoolean();
                write(new Found.Page(reader, peer, last, -1, rows.size(), hasMore), rows);
                if (!rows.isEmpty()) last = rows.getLast().seq();
                more = hasMore && !rows.isEmpty();
            }
            var before = last + 1;
            var page = page(reader, peer, jwt, "before=" + before + "&limit=" + LAST_PAGE);
            var rows = rows(page);
            var hasMore = page.path("hasMore").asBoolean();
            write(new Found.Page(reader, peer, -1, before, rows.size(), hasMore), rows);
            return null;
        };
    }

    private JsonNode page(String reader, String peer, String jwt, String query)
            throws IOException, InterruptedException {
        var services = target.http();
        var service = services.get(Math.floorMod(reader.hashCode(), services.size()));
        var request =
                HttpRequest.newBuilder(messages(service, peer, query))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + jwt)
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + ": " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    private static URI messages(URI service, String peer, String query) {
        var name = URLEncoder.encode(peer, StandardCharsets.UTF_8);
        return service.resolve("/v1/conversations/" + name + "/messages?" + query);
    }

    private static List<Found.Shown> rows(JsonNode page) {
        var rows = new ArrayList<Found.Shown>();
        for (var row : page.path("messages")) {
            rows.add(
                    new Found.Shown(
                            row.path("seq").longValue(),
                            row.path("at").longValue(),
                            row.path("id").asText(),
                            row.path("from").asText(),
                            row.path("to").asText(),
                            row.path("kind").asText(),
                            BodyHash.of(
                                    row.path("body").asText().getBytes(StandardCharsets.UTF_8))));
        }
        return rows;
    }

    /// The page and its rows are one piece, whoever else writes.
    private void write(Found.Page page, List<Found.Shown> rows) {
        var events = new ArrayList<Event>(rows.size() + 1);
        events.add(page);
        events.addAll(rows);
        writer.record(events.toArray(Event[]::new));
    }
}
