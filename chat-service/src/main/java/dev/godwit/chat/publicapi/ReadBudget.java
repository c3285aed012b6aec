package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;

import dev.godwit.chat.http.Problem;
import dev.godwit.id.UserId;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// How many reads each user may have under way at once, until they are done and their answers
/// written out. Thread-safe; remembers only those who have some.
final class ReadBudget {
    private static final Duration RETRY_IN = Duration.ofSeconds(1);

    private final int most;
    private final ConcurrentHashMap<UserId, Integer> underWay = new ConcurrentHashMap<>();

    ReadBudget(int most) {
        this.most = most;
    }

    Function<Caller, HttpResponse> of(Function<Caller, HttpResponse> reading) {
        return caller -> {
            var user = caller.user();
            if (underWay.merge(user, 1, Integer::sum) > most) {
                end(user);
                return Problem.rateLimited("more reads at once than a user may make", RETRY_IN)
                        .toResponse();
            }
            try {
                return reading.apply(caller);
            } finally {
                var _ = caller.context().log().whenComplete().thenRun(() -> end(user));
            }
        };
    }

    int remembered() {
        return underWay.size();
    }

    private void end(UserId user) {
        underWay.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
