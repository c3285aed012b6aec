package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.healthcheck.HealthCheckedEndpointGroup;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.auth.AuthToken;

import dev.godwit.internalapi.InternalCall;
import dev.godwit.lifecycle.Readiness;

import io.netty.channel.EventLoopGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The chat services, and one try of one call on one of them. Thread-safe; nothing here blocks but
/// [#close].
final class ChatNodes implements Hedging.Nodes, AutoCloseable {
    static final String HEALTH = "/internal/health";

    private static final Logger LOG = LoggerFactory.getLogger(ChatNodes.class);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    /// One that is frozen takes connections and answers nothing.
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration PING_EVERY = Duration.ofSeconds(2);
    private static final long MAX_ANSWER_BYTES = 32L * 1024 * 1024;

    private final UplinkConfig config;
    private final ClientFactory factory;
    private final HealthCheckedEndpointGroup healthy;
    private final ConcurrentHashMap<Endpoint, WebClient> clients = new ConcurrentHashMap<>();
    private final NodeChoice choice;
    private final HintsWatch hints = new HintsWatch();
    private final Reach reach = new Reach(System::nanoTime);

    ChatNodes(UplinkConfig config, EventLoopGroup loops) {
        this.config = config;
        this.factory =
                ClientFactory.builder()
                        .workerGroup(loops, false)
                        .connectTimeout(config.connectTimeout())
                        .pingInterval(PING_EVERY)
                        .build();
        var all = config.chatServices().stream().map(ChatNodes::endpoint).toList();
        this.choice = new NodeChoice(all, System::nanoTime);
        this.healthy =
                HealthCheckedEndpointGroup.builder(EndpointGroup.of(all), HEALTH)
                        .clientFactory(factory)
                        .protocol(SessionProtocol.H2C)
                        .retryInterval(CHECK_EVERY)
                        .withClientOptions(options ->
                                options.responseTimeout(CHECK_TIMEOUT).decorator(this::listening))
                        .auth(AuthToken.ofOAuth2(config.secret().value()))
                        .build();
        healthy.addListener(_ -> inReach(), true);
    }

    /// Is called whenever other nodes are healthy than before, by two threads in any order where it
    /// changes twice: the last to come must find the last change, and not what it was called with.
    private synchronized void inReach() {
        var names = healthy.endpoints().stream().map(Endpoint::authority).sorted().toList();
        hints.inReach(names);
        reach.changed(!names.isEmpty());
        if (names.isEmpty()) LOG.atWarn().log("waiting for a chat service");
        else LOG.atInfo().addKeyValue("healthy", names).log("chat services in reach");
    }

    /// What chat services say is heard with every answer, and at least once per health check.
    private HttpResponse listening(HttpClient client, ClientRequestContext ctx, HttpRequest request)
            throws Exception {
        var node = ctx.endpoint();
        var response = client.execute(ctx, request);
        if (node == null) return response;
        return response.peekHeaders(headers -> {
            hints.heard(node.authority(), headers.contains(InternalCall.HINTS_UNWELL));
            if (headers.status().equals(HttpStatus.SERVICE_UNAVAILABLE)) reach.refused();
        });
    }

    /// As [HintsWatch#reader].
    BooleanSupplier hintLosses() {
        return hints.reader();
    }

    Readiness readiness() {
        return reach;
    }

    /// Where the next try is to go, and rather not to `avoided`.
    Endpoint next(@Nullable Endpoint avoided) {
        return choice.next(healthy.endpoints(), avoided);
    }

    /// A healthy one that has not failed lately, and is not `slow`.
    @Override
    public @Nullable Endpoint other(Endpoint slow) {
        return choice.other(healthy.endpoints(), slow);
    }

    /// Fails with [CallFailed]. When it has ended, so has the request: a timeout resets its stream.
    @Override
    public CompletableFuture<byte[]> post(
            Endpoint node, String path, byte[] body, Duration timeout) {
        var headers =
                RequestHeaders.builder(HttpMethod.POST, path)
                        .contentType(MediaType.parse(InternalCall.MEDIA_TYPE))
                        .build();
        var response =
                clients.computeIfAbsent(node, this::client)
                        .prepare()
                        .method(HttpMethod.POST)
                        .path(path)
                        .headers(headers)
                        .content(MediaType.parse(InternalCall.MEDIA_TYPE), body)
                        .responseTimeout(timeout)
                        .execute();
        choice.begun(node);
        return response.aggregate()
                .whenComplete((_, _) -> choice.ended(node))
                .handle((answer, failure) -> content(node, answer, failure));
    }

    private WebClient client(Endpoint node) {
        return WebClient.builder(SessionProtocol.H2C, node)
                .factory(factory)
                .auth(AuthToken.ofOAuth2(config.secret().value()))
                .decorator(this::listening)
                .maxResponseLength(MAX_ANSWER_BYTES)
                .build();
    }

    private byte[] content(
            Endpoint node, @Nullable AggregatedHttpResponse answer, @Nullable Throwable failure) {
        if (answer != null && answer.status().equals(HttpStatus.OK)) {
            choice.answered(node);
            return answer.content().array();
        }
        var why = answer == null ? reason(failure) : answer.status().toString();
        var status = answer == null ? 0 : answer.status().code();
        var failed = new CallFailed(node.authority() + ": " + why, status);
        if (failed.retryable()) {
            choice.failed(node);
        } else {
            choice.answered(node);
        }
        throw new CompletionException(failed);
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof ResponseTimeoutException) return "no answer in time";
        var cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause);
    }

    private static Endpoint endpoint(URI uri) {
        return Endpoint.of(uri.getHost(), uri.getPort());
    }

    @Override
    public void close() {
        healthy.close();
        factory.close();
    }
}
