package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.chat.http.Problem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How many requests may be under way at once: so much memory they may take. A request is under way
/// until its work is done and its answer written out, also where its client is gone before.
/// Thread-safe; never blocks.
final class RequestLimit {
    private static final Duration RETRY_IN = Duration.ofSeconds(1);

    private final int most;
    private final Semaphore places;

    RequestLimit(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    HttpResponse answered(
            ServiceRequestContext ctx, Supplier<CompletableFuture<HttpResponse>> work) {
        if (!places.tryAcquire()) {
            return Problem.unavailable(RETRY_IN).toResponse();
        }
        var answer = work.get();
        var _ =
                CompletableFuture.allOf(answer.exceptionally(_ -> null), ctx.log().whenComplete())
                        .thenRun(places::release);
        return HttpResponse.of(answer);
    }

    int underWay() {
        return most - places.availablePermits();
    }
}
