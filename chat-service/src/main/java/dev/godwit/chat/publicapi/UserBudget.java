package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.chat.http.Problem;
import dev.godwit.id.UserId;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// How many requests of one kind each user may have under way at once: so much memory a user may
/// take. A request is under way from its token's verification until its work is done and its answer
/// written out, also where its client is gone before. Thread-safe; never blocks; remembers only
/// those who have some.
final class UserBudget {
    private static final Duration RETRY_IN = Duration.ofSeconds(1);

    private final String what;
    private final int most;
    private final ConcurrentHashMap<UserId, Integer> underWay = new ConcurrentHashMap<>();

    /// `what`: the kind, as the refused are told.
    UserBudget(String what, int most) {
        this.what = what;
        this.most = most;
    }

    HttpResponse answered(
            UserId user,
            ServiceRequestContext ctx,
            Supplier<CompletableFuture<HttpResponse>> work) {
        if (underWay.merge(user, 1, Integer::sum) > most) {
            end(user);
            return Problem.rateLimited(
                            "more %s at once than a user may make".formatted(what), RETRY_IN)
                    .toResponse();
        }
        var answer = work.get();
        var _ =
                CompletableFuture.allOf(answer.exceptionally(_ -> null), ctx.log().whenComplete())
                        .thenRun(() -> end(user));
        return HttpResponse.of(answer);
    }

    int remembered() {
        return underWay.size();
    }

    private void end(UserId user) {
        underWay.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
