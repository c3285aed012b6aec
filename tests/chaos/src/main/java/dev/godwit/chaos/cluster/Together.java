package dev.godwit.chaos.cluster;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The same act for several at the same time. Blocks; thread-safe.
final class Together {
    private Together() {}

    /// Throws the first failure when all are done.
    static <T> void all(Collection<T> whom, Consumer<T> act) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var acts =
                    whom.stream()
                            .map(one -> CompletableFuture.runAsync(() -> act.accept(one), threads))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(acts).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
