package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.chat.history.History;
import dev.godwit.chat.http.ProblemErrorHandler;
import dev.godwit.chat.intake.Intake;
import dev.godwit.id.LogGeneration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The HTTP API of clients, as `/openapi.json` describes it. Thread-safe.
public final class PublicApi {
    /// Where the description of the API is served, to everybody.
    static final String DESCRIPTION = "/openapi.json";

    private static final int BYTES_BESIDE_BODY = 4 * 1024;

    /// A control character, one byte of UTF-8, may be written as `\u0001`.
    private static final int MAX_BYTES_OF_ESCAPED = 6;

    private static final Duration CORS_MAX_AGE = Duration.ofHours(1);

    private final SendEndpoint send;
    private final HistoryEndpoints history;
    private final UserBudget sends;
    private final UserBudget reads;
    private final RequestLimit requests;
    private final TokenVerifier tokens;
    private final Limits limits;
    private final Executor blocking;

    /// `blocking` runs what waits for PostgreSQL or for a token's keys.
    public PublicApi(
            Intake intake,
            History history,
            Supplier<LogGeneration> log,
            TokenVerifier tokens,
            Limits limits,
            Executor blocking,
            InstantSource clock,
            LongSupplier nanoTime) {
        var rates = new SendRates(limits.sendsPerSecond(), limits.sendBurst(), nanoTime);
        this.send = new SendEndpoint(intake, rates, limits.maxBodyBytes());
        this.history = new HistoryEndpoints(history, log, clock);
        this.sends = new UserBudget("sends", limits.sendsPerUser());
        this.reads = new UserBudget("reads", limits.readsPerUser());
        this.requests = new RequestLimit(limits.requests());
        this.tokens = tokens;
        this.limits = limits;
        this.blocking = blocking;
    }

    /// Every route but that of the description.
    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(HttpMethod.POST, "/v1/messages", sends, send::send),
                new Endpoint(HttpMethod.GET, "/v1/conversations", reads, history::conversations),
                new Endpoint(
                        HttpMethod.GET,
                        "/v1/conversations/{peer}/messages",
                        reads,
                        history::messages));
    }

    public void bind(ServerBuilder server) {
        server.maxRequestLength(limits.maxRequestBytes()).errorHandler(new ProblemErrorHandler());
        for (var endpoint : endpoints())
            server.route()
                    .path(endpoint.path())
                    .methods(endpoint.method())
                    .build(new EndpointService(endpoint, tokens, requests, blocking));
        var description = OpenApi.document();
        server.route()
                .get(DESCRIPTION)
                .build((_, _) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON, description));
        if (!limits.allowedOrigins().isEmpty()) allowOrigins(server);
    }

    /// Requests that are being worked on.
    public int underWay() {
        return requests.underWay();
    }

    /// Users who have requests under way.
    int remembered() {
        return sends.remembered() + reads.remembered();
    }

    private void allowOrigins(ServerBuilder server) {
        server.decorator(
                CorsService.builder(limits.allowedOrigins())
                        .allowRequestMethods(HttpMethod.GET, HttpMethod.POST)
                        .allowRequestHeaders(
                                HttpHeaderNames.AUTHORIZATION, HttpHeaderNames.CONTENT_TYPE)
                        .exposeHeaders(HttpHeaderNames.RETRY_AFTER, LogHeader.NAME)
                        .maxAge(CORS_MAX_AGE)
                        .newDecorator());
    }

    /// `allowedOrigins`: web pages that may call this API; none: no page of another origin may.
    public record Limits(
            int sendsPerSecond,
            int sendBurst,
            int sendsPerUser,
            int readsPerUser,
            int requests,
            List<String> allowedOrigins,
            int maxBodyBytes) {
        /// The largest body, each byte of it escaped, and what is beside it.
        long maxRequestBytes() {
            return (long) MAX_BYTES_OF_ESCAPED * maxBodyBytes + BYTES_BESIDE_BODY;
        }
    }
}
