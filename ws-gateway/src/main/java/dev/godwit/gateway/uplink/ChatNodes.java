package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.healthcheck.HealthCheckedEndpointGroup;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.auth.AuthToken;

import dev.godwit.api.InternalCall;

import io.netty.channel.EventLoopGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The chat services that are healthy at the moment, and one try of one call on one of them.
/// Thread-safe; nothing here blocks but [#close].
final class ChatNodes implements AutoCloseable {
    static final String HEALTH = "/internal/health";

    private static final Logger LOG = LoggerFactory.getLogger(ChatNodes.class);

    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration PING_EVERY = Duration.ofSeconds(2);
    private static final long MAX_ANSWER_BYTES = 32L * 1024 * 1024;

    private final UplinkConfig config;
    private final ClientFactory factory;
    private final HealthCheckedEndpointGroup healthy;
    private final ConcurrentHashMap<Endpoint, WebClient> clients = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    ChatNodes(UplinkConfig config, EventLoopGroup loops) {
        this.config = config;
        this.factory =
                ClientFactory.builder()
                        .workerGroup(loops, false)
                        .connectTimeout(config.connectTimeout())
                        .pingInterval(PING_EVERY)
                        .build();
        var all =
                EndpointGroup.of(config.chatServices().stream().map(ChatNodes::endpoint).toList());
        this.healthy =
                HealthCheckedEndpointGroup.builder(all, HEALTH)
                        .clientFactory(factory)
                        .protocol(SessionProtocol.H2C)
                        .retryInterval(CHECK_EVERY)
                        .auth(AuthToken.ofOAuth2(config.secret().value()))
                        .build();
        healthy.addListener(ChatNodes::report, true);
    }

    /// Is told whenever other nodes are healthy than before.
    private static void report(List<Endpoint> nodes) {
        var names = nodes.stream().map(Endpoint::authority).sorted().toList();
        if (names.isEmpty()) LOG.atWarn().log("waiting for a chat service");
        else LOG.atInfo().addKeyValue("healthy", names).log("chat services in reach");
    }

    /// A healthy node, each in turn, and not `avoided` unless it is the only one; null where none
    /// is healthy.
    @Nullable Endpoint next(@Nullable Endpoint avoided) {
        var nodes = healthy.endpoints();
        if (nodes.isEmpty()) return null;
        var node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
        if (!node.equals(avoided) || nodes.size() == 1) return node;
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    /// Fails with [CallFailed]. When it has ended, so has the request: a timeout resets its stream.
    CompletionStage<byte[]> post(Endpoint node, String path, byte[] body, Duration timeout) {
        var headers =
                RequestHeaders.builder(HttpMethod.POST, path)
                        .contentType(MediaType.parse(InternalCall.MEDIA_TYPE))
                        .build();
        return clients.computeIfAbsent(node, this::client)
                .prepare()
                .method(HttpMethod.POST)
                .path(path)
                .headers(headers)
                .content(MediaType.parse(InternalCall.MEDIA_TYPE), body)
                .responseTimeout(timeout)
                .execute()
                .aggregate()
                .handle((answer, failure) -> content(node, answer, failure));
    }

    private WebClient client(Endpoint node) {
        return WebClient.builder(SessionProtocol.H2C, node)
                .factory(factory)
                .auth(AuthToken.ofOAuth2(config.secret().value()))
                .maxResponseLength(MAX_ANSWER_BYTES)
                .build();
    }

    private static byte[] content(
            Endpoint node, @Nullable AggregatedHttpResponse answer, @Nullable Throwable failure) {
        if (answer == null) throw failed(node, reason(failure), true);
        if (answer.status().equals(HttpStatus.OK)) return answer.content().array();
        var retryable =
                answer.status().isServerError()
                        || answer.status().equals(HttpStatus.TOO_MANY_REQUESTS);
        throw failed(node, answer.status().toString(), retryable);
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof ResponseTimeoutException) return "no answer in time";
        var cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause);
    }

    private static CompletionException failed(Endpoint node, String why, boolean retryable) {
        return new CompletionException(new CallFailed(node.authority() + ": " + why, retryable));
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
