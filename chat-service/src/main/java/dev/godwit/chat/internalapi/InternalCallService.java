package dev.godwit.chat.internalapi;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.chat.http.Problem;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.Undecodable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// One internal call over HTTP: checks who asks, reads the batch, answers it. Runs on the request's
/// event loop, where nothing may take long: a batch that is not small is read by a worker, and
/// every answer is written by one.
final class InternalCallService<Q, A> implements HttpService {
    private static final MediaType CBOR = MediaType.parse(InternalCall.MEDIA_TYPE);

    /// A quarter of a millisecond.
    private static final int MAX_ON_LOOP = 32 * 1024;

    private final InternalCall<Q, A> call;
    private final InternalSecret secret;
    private final Function<Q, CompletionStage<A>> answering;
    private final Executor workers;

    InternalCallService(
            InternalCall<Q, A> call,
            InternalSecret secret,
            Function<Q, CompletionStage<A>> answering,
            Executor workers) {
        this.call = call;
        this.secret = secret;
        this.answering = answering;
        this.workers = workers;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        if (!secret.isIn(request.headers()))
            return Problem.unauthenticated("the internal secret is missing or another one")
                    .toResponse();
        return HttpResponse.of(
                request.aggregate()
                        .thenCompose(whole ->
                                whole.content().length() <= MAX_ON_LOOP
                                        ? answered(whole)
                                        : CompletableFuture.supplyAsync(
                                                        () -> answered(whole), workers)
                                                .thenCompose(answer -> answer)));
    }

    private CompletionStage<HttpResponse> answered(AggregatedHttpRequest request) {
        try {
            return answering
                    .apply(call.request().decode(request.content().array()))
                    .thenApplyAsync(this::written, workers);
        } catch (Undecodable e) {
            return CompletableFuture.completedFuture(
                    Problem.malformed(String.valueOf(e.getMessage())).toResponse());
        }
    }

    private HttpResponse written(A answer) {
        return HttpResponse.of(HttpStatus.OK, CBOR, call.answer().encode(answer));
    }
}
