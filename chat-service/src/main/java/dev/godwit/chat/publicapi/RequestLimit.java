package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;

import dev.godwit.chat.http.Problem;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How many requests may be worked on at once. No client keeps a place: it is taken once the
/// request is whole, and given back once the answer is known. Thread-safe; never blocks by itself.
final class RequestLimit {
    private static final Duration RETRY_IN = Duration.ofSeconds(1);

    private final int most;
    private final Semaphore places;

    RequestLimit(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    HttpResponse answered(Supplier<HttpResponse> work) {
        if (!places.tryAcquire()) {
            return Problem.unavailable(RETRY_IN).toResponse();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    int underWay() {
        return most - places.availablePermits();
    }
}
