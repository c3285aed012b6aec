package dev.godwit.chat.publicapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.server.Server;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.history.PageRequest;
import dev.godwit.chat.http.Problem;
import dev.godwit.chat.intake.ScriptedIntake;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

class PublicApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.ofEpochSecond(1_764_000_000);
    private static final String SEND = "{\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}";

    private final ScriptedIntake intake = new ScriptedIntake();
    private final ScriptedHistory history = new ScriptedHistory();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final PublicApi api =
            new PublicApi(
                    intake,
                    history,
                    () -> new LogGeneration("7f3a"),
                    PublicApiTest::verify,
                    new PublicApi.Limits(
                            100, 3, 2, 2, 8, List.of("https://chat.example.com"), 64 * 1024),
                    blocking,
                    InstantSource.fixed(NOW),
                    () -> 0);
    private final Server server = server(api);
    private BlockingWebClient client = BlockingWebClient.of();

    @BeforeEach
    void start() {
        server.start().join();
        client = WebClient.of("http://127.0.0.1:" + server.activeLocalPort()).blocking();
    }

    @AfterEach
    void stop() {
        var _ = server.stop(); // takes two seconds that nobody needs to wait for
        blocking.close();
    }

    @Test
    void aSendIsAcceptedAsTheUserOfTheToken() throws Exception {
        var response = post(SEND);

        assertThat(response.status()).isEqualTo(HttpStatus.CREATED);
        assertThat(response.headers().get("Godwit-Log")).isEqualTo("7f3a");
        assertThat(json(response))
                .isEqualTo(
                        JSON.readTree(
                                "{\"type\":\"accepted\",\"id\":\"m-1\",\"peer\":\"bob\",\"seq\":7,\"at\":1000}"));
        var send = intake.submitted().getFirst();
        assertThat(send.from()).isEqualTo(new UserId("alice"));
        assertThat(send.device()).isNull();
        assertThat(send.kind()).isEqualTo("text");
    }

    @Test
    void everyOutcomeOfASendHasItsStatus() throws Exception {
        intake.answers(SendBatch.Outcome.DUPLICATE);
        assertThat(json(post(SEND)).get("duplicate").asBoolean()).isTrue();

        intake.answers(SendBatch.Outcome.CONFLICT);
        assertProblem(post(SEND), 409, "conflict", "m-1");

        intake.answers(SendBatch.Outcome.BLOCKED);
        assertProblem(post(SEND), 403, "blocked", "bob");
    }

    @Test
    void tooManySendsComeBackLater() throws Exception {
        for (var i = 0; i < 3; i++) post(SEND);

        var response = post(SEND);

        assertProblem(response, 429, "rate_limited", "sends");
        assertThat(response.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
        assertThat(json(response).get("retryInMs").asLong()).isEqualTo(10);
    }

    @Test
    void whoReadsTooMuchAtOnceComesBackLaterAndHoldsUpNobodyElse() throws Exception {
        try (var stuck = history.stuck();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading =
                    List.of(
                            executor.submit(() -> messages("good")),
                            executor.submit(() -> messages("good")));
            await().until(() -> stuck.waiting() == 2);

            var refused = get("/v1/conversations");
            assertProblem(refused, 429, "rate_limited", "reads");
            assertThat(refused.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
            assertThat(get("/v1/conversations", "carol").status()).isEqualTo(HttpStatus.OK);
            assertThat(post(SEND).status()).isEqualTo(HttpStatus.CREATED);
            assertThat(reading).noneMatch(Future::isDone);
            stuck.release();

            for (var each : reading) assertThat(each.get().status()).isEqualTo(HttpStatus.OK);
        }
        await().until(() -> api.remembered() == 0);
        assertThat(get("/v1/conversations").status()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void whoSendsTooMuchAtOnceComesBackLaterAndHoldsUpNobodyElse() throws Exception {
        intake.waits();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending =
                    List.of(executor.submit(() -> post(SEND)), executor.submit(() -> post(SEND)));
            await().until(() -> intake.submitted().size() == 2);

            assertProblem(post(SEND), 429, "rate_limited", "sends at once");
            assertThat(get("/v1/conversations").status()).isEqualTo(HttpStatus.OK);
            assertThat(sending).noneMatch(Future::isDone);
            intake.answers(SendBatch.Outcome.STORED);

            for (var each : sending) {
                assertThat(each.get().status()).isEqualTo(HttpStatus.CREATED);
            }
        }
        await().until(() -> api.remembered() == 0);
    }

    /// More than there are places, without a good token and with one.
    @Test
    void whoDoesNotEndTheirRequestsHoldUpNobodyElse() {
        var strangers = IntStream.range(0, 9).mapToObj(_ -> new Unfinished("bad")).toList();
        var users = IntStream.range(0, 9).mapToObj(i -> new Unfinished("user-" + i)).toList();
        await().until(() -> api.remembered() == users.size());

        assertThat(post(SEND).status()).isEqualTo(HttpStatus.CREATED);
        assertThat(strangers)
                .extracting(each -> each.answer.join().status())
                .containsOnly(HttpStatus.UNAUTHORIZED);
        assertThat(users).noneMatch(each -> each.answer.isDone());
        for (var each : users) {
            each.end();
            assertThat(each.answer.join().status()).isEqualTo(HttpStatus.CREATED);
        }
    }

    /// A send of which one byte has not come yet.
    private final class Unfinished {
        private final HttpRequestWriter request;
        private final CompletableFuture<AggregatedHttpResponse> answer;

        Unfinished(String token) {
            this.request =
                    HttpRequest.streaming(
                            RequestHeaders.of(
                                    HttpMethod.POST,
                                    "/v1/messages",
                                    HttpHeaderNames.AUTHORIZATION,
                                    "Bearer " + token));
            this.answer =
                    WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
                            .execute(request)
                            .aggregate();
            request.write(HttpData.ofUtf8(SEND.substring(0, SEND.length() - 1)));
        }

        void end() {
            request.write(HttpData.ofUtf8(SEND.substring(SEND.length() - 1)));
            request.close();
        }
    }

    @Test
    void moreRequestsThanMayBeUnderWayComeBackLater() throws Exception {
        try (var stuck = history.stuck();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = new ArrayList<Future<AggregatedHttpResponse>>();
            for (var user : List.of("good", "carol", "dave", "erin"))
                for (var i = 0; i < 2; i++) reading.add(executor.submit(() -> messages(user)));
            await().until(() -> stuck.waiting() == 8);

            var refused = post(SEND);
            assertProblem(refused, 503, "unavailable", "same id");
            assertThat(refused.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
            assertThat(intake.submitted()).isEmpty();
            assertThat(allowedOrigin("https://chat.example.com")).isNotNull();
            stuck.release();

            for (var each : reading) assertThat(each.get().status()).isEqualTo(HttpStatus.OK);
        }
        await().until(() -> api.underWay() == 0);
        assertThat(post(SEND).status()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void anOutcomeThatIsNotKnownIsUnavailable() throws Exception {
        intake.fails(new StoreUnavailable("taken down by the test", null));

        var response = post(SEND);

        assertProblem(response, 503, "unavailable", "same id");
        assertThat(response.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
    }

    @Test
    void aServiceThatStopsBeforeItKnowsIsUnavailable() throws Exception {
        for (var stop : List.of(ShuttingDownException.get(), new RejectedExecutionException())) {
            intake.fails(stop);

            assertProblem(post(SEND), 503, "unavailable", "same id");
        }
    }

    @Test
    void aFaultShowsNothingOfTheInside() throws Exception {
        intake.fails(new IllegalStateException("the inside"));

        var response = post(SEND);

        assertThat(response.status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(response.contentType()).isEqualTo(Problem.TYPE);
        assertThat(response.contentUtf8()).doesNotContain("inside");
    }

    @Test
    void badSendsNameTheValueAndWhatWasExpected() throws Exception {
        assertProblem(post("not JSON"), 400, "malformed", "not a JSON object");
        assertProblem(post("{\"id\":\"m 1\",\"to\":\"bob\",\"body\":\"\"}"), 400, "invalid", "m 1");
        assertProblem(post("{\"id\":\"m-1\",\"body\":\"\"}"), 400, "invalid", "to:");
        assertProblem(
                post(SEND.replace("hi", "x".repeat(64 * 1024 + 1))), 413, "too_large", "65536");
        assertProblem(post(SEND.replace("hi", "x".repeat(400_000))), 413, "too_large", "397312");
        assertThat(intake.submitted()).isEmpty();
    }

    @Test
    void theLargestBodyIsTakenHoweverItIsEscaped() throws Exception {
        var body = "\\u0001".repeat(64 * 1024);

        assertThat(post(SEND.replace("hi", body)).status().code()).isEqualTo(201);
    }

    @Test
    void withoutAGoodTokenThereIsNoAnswer() throws Exception {
        var missing = client.get("/v1/conversations");
        var bad = get("/v1/conversations", "bad");

        assertProblem(missing, 401, null, "Bearer");
        assertProblem(bad, 401, null, "not this one");
        assertThat(bad.headers().get(HttpHeaderNames.WWW_AUTHENTICATE)).isEqualTo("Bearer");
    }

    @Test
    void aPageOfMessagesIsAskedForByItsPlace() {
        get("/v1/conversations/bob/messages?before=9&limit=3");
        assertThat(history.request()).isEqualTo(new PageRequest.Before(9, 3));

        get("/v1/conversations/bob/messages?after=0");
        assertThat(history.request()).isEqualTo(new PageRequest.After(0, 50));

        get("/v1/conversations/a%40b:c+d/messages");
        assertThat(history.peer()).isEqualTo(new UserId("a@b:c+d"));
        assertThat(history.request())
                .isEqualTo(
                        new PageRequest.Newest(NOW.minus(Duration.ofDays(10)).toEpochMilli(), 50));
    }

    @Test
    void aMessageOfHistoryIsAFrameWithoutTypeAndPosition() throws Exception {
        var page = json(get("/v1/conversations/bob/messages"));

        assertThat(page)
                .isEqualTo(
                        JSON.readTree(
                                "{\"messages\":[{\"id\":\"m-1\",\"from\":\"bob\",\"to\":\"alice\",\"seq\":7,"
                                    + "\"at\":1000,\"kind\":\"text\",\"body\":\"hi\"}],\"hasMore\":true}"));
    }

    @Test
    void theLastPageOfConversationsHasANullCursor() {
        assertThat(get("/v1/conversations").contentUtf8())
                .isEqualTo("{\"conversations\":[],\"cursor\":null}");
    }

    @Test
    void badParametersNameTheValueAndWhatWasExpected() throws Exception {
        assertProblem(get("/v1/conversations?limit=1000000"), 400, "invalid", "1..200");
        assertProblem(get("/v1/conversations?limit=ten"), 400, "invalid", "ten");
        assertProblem(get("/v1/conversations?cursor=%21"), 400, "invalid", "cursor");
        assertProblem(get("/v1/conversations?cursor=QUJD"), 400, "invalid", "QUJD");
        assertProblem(get("/v1/conversations/b%20b/messages"), 400, "invalid", "b b");
        assertProblem(get("/v1/conversations/bob/messages?before=0"), 400, "invalid", "1 or more");
        assertProblem(
                get("/v1/conversations/bob/messages?before=3&after=1"), 400, "invalid", "both");
        assertProblem(get("/v1/conversations/bob/messages?days=0"), 400, "invalid", "days: 0");
    }

    @Test
    void anotherPathIsNotFoundAndAnotherMethodNotAllowed() throws Exception {
        assertProblem(get("/v1/nothing"), 404, "not_found", "Not Found");
        assertProblem(get("/v1/messages"), 405, null, "Method Not Allowed");
    }

    @Test
    void onlyAllowedOriginsMayReadTheAnswers() {
        assertThat(allowedOrigin("https://chat.example.com")).isEqualTo("https://chat.example.com");
        assertThat(allowedOrigin("https://evil.example.com")).isNull();
    }

    @Test
    void theDescriptionNamesExactlyWhatIsServed() throws Exception {
        var served = new HashSet<>(Set.of("get " + PublicApi.DESCRIPTION));
        for (var endpoint : api.endpoints())
            served.add(endpoint.method().name().toLowerCase(Locale.ROOT) + " " + endpoint.path());

        var described = new HashSet<String>();
        var document = json(client.get(PublicApi.DESCRIPTION));
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(
                                        method -> described.add(method + " " + path.getKey())));

        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(described).isEqualTo(served);
    }

    private static Server server(PublicApi api) {
        var builder =
                Server.builder()
                        .localPort(0, SessionProtocol.HTTP)
                        .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO);
        api.bind(builder);
        return builder.build();
    }

    private static Verification verify(String token) {
        return switch (token) {
            case "good" -> valid("alice");
            case "bad" -> new Verification.Refused("not this one");
            default -> valid(token);
        };
    }

    private static Verification valid(String user) {
        return new Verification.Valid(new Identity(new UserId(user), Instant.MAX));
    }

    private AggregatedHttpResponse messages(String token) {
        return get("/v1/conversations/bob/messages", token);
    }

    private AggregatedHttpResponse get(String path) {
        return get(path, "good");
    }

    private AggregatedHttpResponse get(String path, String token) {
        return client.execute(
                RequestHeaders.of(
                        HttpMethod.GET, path, HttpHeaderNames.AUTHORIZATION, "Bearer " + token));
    }

    private AggregatedHttpResponse post(String body) {
        return client.prepare()
                .post("/v1/messages")
                .header(HttpHeaderNames.AUTHORIZATION, "Bearer good")
                .content(MediaType.JSON, body)
                .execute();
    }

    private @Nullable String allowedOrigin(String origin) {
        return client.prepare()
                .get("/v1/conversations")
                .header(HttpHeaderNames.AUTHORIZATION, "Bearer good")
                .header(HttpHeaderNames.ORIGIN, origin)
                .execute()
                .headers()
                .get(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    private static JsonNode json(AggregatedHttpResponse response) throws IOException {
        return JSON.readTree(response.content().array());
    }

    private static void assertProblem(
            AggregatedHttpResponse response, int status, @Nullable String code, String detail)
            throws IOException {
        assertThat(response.status().code()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo(Problem.TYPE);
        var problem = json(response);
        assertThat(problem.path("code").asText(null)).isEqualTo(code);
        assertThat(problem.get("detail").asText()).contains(detail);
    }
}
