package dev.godwit.local.stack;

import dev.godwit.lifecycle.Backoff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/// Everything of one stack while it runs. Starts all at once, as nothing depends on the order, and
/// stops in the order in which parts use each other. Thread-safe.
public final class Supervisor implements AutoCloseable {
    private final List<List<SupervisedProcess>> stopOrder = new ArrayList<>();

    /// `partsInStopOrder`: what stands in one list stops together.
    Supervisor(
            List<List<StackComponent>> partsInStopOrder, RandomGenerator random, Console console) {
        var backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), random);
        for (var parts : partsInStopOrder)
            stopOrder.add(
                    parts.stream()
                            .map(part -> new SupervisedProcess(part, backoff, console))
                            .toList());
    }

    /// Blocks until every part is ready. Throws the [StackFailed] of the first part that cannot
    /// start, after stopping the others.
    void start() {
        var starts = new ArrayList<CompletableFuture<?>>();
        var failed = new CompletableFuture<Void>();
        for (var keeper : stopOrder.reversed().stream().flatMap(List::stream).toList()) {
            var ready = keeper.start();
            starts.add(ready);
            var _ =
                    ready.whenComplete((_, failure) -> {
                        if (failure != null) failed.completeExceptionally(failure);
                    });
        }
        var all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, failed).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof StackFailed reason ? reason : e;
        }
    }

    /// Stops everything; blocks until nothing is left.
    @Override
    public void close() {
        stopOrder.forEach(keepers -> keepers.forEach(SupervisedProcess::retire));
        for (var keepers : stopOrder) {
            var stops = keepers.stream().map(Supervisor::stopping).toList();
            stops.forEach(Supervisor::await);
        }
    }

    private static Thread stopping(SupervisedProcess keeper) {
        return Thread.ofVirtual().name("stop").start(keeper::stop);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
