package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.chat.http.Bearer;
import dev.godwit.chat.http.Problem;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.UserId;

import java.util.concurrent.Executor;

/// One endpoint over HTTP. Nothing is kept for a client before its token is verified: the token
/// comes first, then the user's budget, the body, and a place to be worked on. The body is read on
/// the request's event loop; the token is verified and the request answered on virtual threads,
/// because both may block.
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
        return HttpResponse.of(() -> verified(ctx, request), blocking);
    }

    private HttpResponse verified(ServiceRequestContext ctx, HttpRequest request) {
        var token = Bearer.token(request.headers());
        if (token == null)
            return Problem.unauthenticated("no token (expected: Authorization: Bearer JWT)")
                    .toResponse();
        return switch (tokens.verify(token)) {
            case Verification.Valid(var identity) -> read(identity.user(), ctx, request);
            case Verification.Refused(var reason) ->
                    Problem.unauthenticated("token refused: " + reason).toResponse();
        };
    }

    private HttpResponse read(UserId user, ServiceRequestContext ctx, HttpRequest request) {
        return endpoint.budget()
                .answered(
                        user,
                        ctx,
                        () ->
                                request.aggregate()
                                        .thenApplyAsync(
                                                whole -> worked(new Caller(user, ctx, whole)),
                                                blocking));
    }

    private HttpResponse worked(Caller caller) {
        return limit.answered(() -> answered(caller));
    }

    private HttpResponse answered(Caller caller) {
        try {
            return endpoint.answering().apply(caller);
        } catch (InvalidValue e) {
            return Problem.invalid(String.valueOf(e.getMessage())).toResponse();
        }
    }
}
