package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.chat.http.Bearer;
import dev.godwit.chat.http.Problem;
import dev.godwit.id.InvalidValue;

import java.util.concurrent.Executor;

/// One endpoint over HTTP: reads the request on its event loop, then checks the token and answers
/// on a virtual thread, because both may block.
final class EndpointService implements HttpService {
    private final Endpoint endpoint;
    private final TokenVerifier tokens;
    private final RequestLimit limit;
    private final Executor blocking;

    EndpointService(
            Endpoint endpoint, TokenVerifier tokens, RequestLimit limit, Executor blocking) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.limit = limit;
        this.blocking = blocking;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        return limit.answered(
                ctx,
                () -> request.aggregate().thenApplyAsync(whole -> answered(ctx, whole), blocking));
    }

    private HttpResponse answered(ServiceRequestContext ctx, AggregatedHttpRequest request) {
        var token = Bearer.token(request.headers());
        if (token == null)
            return Problem.unauthenticated("no token (expected: Authorization: Bearer JWT)")
                    .toResponse();
        return switch (tokens.verify(token)) {
            case Verification.Valid(var identity) ->
                    answered(new Caller(identity.user(), ctx, request));
            case Verification.Refused(var reason) ->
                    Problem.unauthenticated("token refused: " + reason).toResponse();
        };
    }

    private HttpResponse answered(Caller caller) {
        try {
            return endpoint.answering().apply(caller);
        } catch (InvalidValue e) {
            return Problem.invalid(String.valueOf(e.getMessage())).toResponse();
        }
    }
}
