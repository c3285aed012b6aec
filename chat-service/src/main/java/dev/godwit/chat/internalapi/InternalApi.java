package dev.godwit.chat.internalapi;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.healthcheck.HealthCheckService;

import dev.godwit.chat.delivery.Publisher;
import dev.godwit.chat.http.ProblemErrorHandler;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.intake.Intake;
import dev.godwit.config.Secret;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.SendBatch;

import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The calls of the gateways, each bound to what answers it; `/internal/health` says whether to
/// come here at all. Thread-safe.
public final class InternalApi {
    /// The most that one request of a gateway can hold: a full batch of the largest sends.
    private static final long MAX_REQUEST_BYTES = 32L * 1024 * 1024;

    private final Intake intake;
    private final Inbox inbox;
    private final Publisher publisher;
    private final InternalSecret secret;
    private final Timers timers;
    private final Executor blocking;

    /// `blocking` runs what waits for PostgreSQL, and what would keep an event loop for long.
    public InternalApi(
            Intake intake,
            Inbox inbox,
            Publisher publisher,
            Secret secret,
            Timers timers,
            Executor blocking) {
        this.intake = intake;
        this.inbox = inbox;
        this.publisher = publisher;
        this.secret = new InternalSecret(secret);
        this.timers = timers;
        this.blocking = blocking;
    }

    /// Measure the hops `ack` and `read`.
    public record Timers(Timer ack, Timer read) {}

    /// `ready`: whether gateways should send their calls here.
    public void bind(ServerBuilder server, BooleanSupplier ready) {
        server.maxRequestLength(MAX_REQUEST_BYTES)
                .errorHandler(new ProblemErrorHandler())
                .decorator(this::tellingOfHints)
                .service(
                        "/internal/health",
                        HealthCheckService.builder()
                                .checkers(ready::getAsBoolean)
                                .longPolling(Duration.ZERO) // readiness is asked for, not told
                                .build());
        bind(server, InternalCall.SEND, this::send);
        bind(server, InternalCall.OPEN, onThread(inbox::open));
        bind(server, InternalCall.ACK, onThread(timed(timers.ack(), this::ack)));
        bind(server, InternalCall.READ, onThread(timed(timers.read(), inbox::read)));
        bind(server, InternalCall.HEADS, onThread(inbox::heads));
        bind(server, InternalCall.DISPLACE, this::displace);
    }

    private HttpResponse tellingOfHints(
            HttpService answering, ServiceRequestContext ctx, HttpRequest request)
            throws Exception {
        if (publisher.hintsUnwell()) ctx.addAdditionalResponseHeader(InternalCall.HINTS_UNWELL, 1);
        return answering.serve(ctx, request);
    }

    private <Q, A> void bind(
            ServerBuilder server,
            InternalCall<Q, A> call,
            Function<Q, CompletionStage<A>> answering) {
        server.route()
                .path(call.path())
                .methods(HttpMethod.POST)
                .build(new InternalCallService<>(call, secret, answering, blocking));
    }

    private <Q, A> Function<Q, CompletionStage<A>> onThread(Function<Q, A> answering) {
        return request -> CompletableFuture.supplyAsync(() -> answering.apply(request), blocking);
    }

    private static <Q, A> Function<Q, A> timed(Timer timer, Function<Q, A> answering) {
        return request -> {
            var sample = Timer.start();
            try {
                return answering.apply(request);
            } finally {
                sample.stop(timer);
            }
        };
    }

    private CompletionStage<SendBatch.Answer> send(SendBatch batch) {
        return intake.submit(batch.sends()).thenApply(SendBatch.Answer::new);
    }

    private AckBatch.Answer ack(AckBatch batch) {
        return inbox.ack(batch, publisher::delivered);
    }

    private CompletionStage<DisplaceBatch.Answer> displace(DisplaceBatch batch) {
        publisher.displaced(batch);
        return CompletableFuture.completedFuture(new DisplaceBatch.Answer());
    }
}
