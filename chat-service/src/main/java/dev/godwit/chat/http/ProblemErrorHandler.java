package dev.godwit.chat.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.auth.KeysUnavailable;
import dev.godwit.chat.database.StoreUnavailable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// What every failure looks like from outside: a problem document, without the inside of this
/// process in it. Thread-safe.
public final class ProblemErrorHandler implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorHandler.class);

    /// When to come back while PostgreSQL is away.
    private static final Duration RETRY_IN = Duration.ofSeconds(1);

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable thrown) {
        return problem(ctx, Exceptions.peel(thrown)).toResponse();
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return problem(config, status).toAggregated();
    }

    private static Problem problem(ServiceRequestContext ctx, Throwable failure) {
        return switch (failure) {
            case StoreUnavailable _,
                    KeysUnavailable _,
                    RequestTimeoutException _,
                    ShuttingDownException _, // this process stops: others are there
                    RejectedExecutionException _ -> // and it has stopped waiting for requests
                    Problem.unavailable(RETRY_IN);
            case ContentTooLargeException e -> tooLong(e.maxContentLength());
            case HttpStatusException e -> problem(ctx.config(), e.httpStatus());
            case ClosedSessionException _, ClosedStreamException _ ->
                    Problem.of(HttpStatus.BAD_REQUEST); // nobody is there to read it
            default -> {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("path", ctx.config().route().patternString())
                        .log("request failed");
                yield Problem.of(HttpStatus.INTERNAL_SERVER_ERROR);
            }
        };
    }

    private static Problem problem(ServiceConfig config, HttpStatus status) {
        return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
                ? tooLong(config.maxRequestLength())
                : Problem.of(status);
    }

    private static Problem tooLong(long limit) {
        return Problem.tooLarge(
                "request: over its limit (expected: at most %d bytes)".formatted(limit));
    }
}
