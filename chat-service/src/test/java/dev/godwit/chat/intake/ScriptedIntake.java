package dev.godwit.chat.intake;

import dev.godwit.id.LogGeneration;
import dev.godwit.internalapi.SendBatch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An intake that answers every send alike and remembers it. Thread-safe.
public final class ScriptedIntake implements Intake {
    private final List<SendBatch.Item> submitted = new ArrayList<>();
    private @Nullable Thread submitter;
    private CompletableFuture<SendBatch.Result> answer =
            CompletableFuture.completedFuture(result(SendBatch.Outcome.STORED));

    /// From here on sends wait until there is an outcome.
    public synchronized void waits() {
        answer = new CompletableFuture<>();
    }

    public synchronized void answers(SendBatch.Outcome outcome) {
        answer.complete(result(outcome));
        answer = CompletableFuture.completedFuture(result(outcome));
    }

    private static SendBatch.Result result(SendBatch.Outcome outcome) {
        return new SendBatch.Result(outcome, 7, 1_000, 0, new LogGeneration("7f3a"));
    }

    public synchronized void fails(RuntimeException failure) {
        answer = CompletableFuture.failedFuture(failure);
    }

    public synchronized List<SendBatch.Item> submitted() {
        return List.copyOf(submitted);
    }

    /// Who has submitted last.
    public synchronized @Nullable Thread submitter() {
        return submitter;
    }

    @Override
    public synchronized CompletableFuture<List<SendBatch.Result>> submit(
            List<SendBatch.Item> sends) {
        submitted.addAll(sends);
        submitter = Thread.currentThread();
        return answer.thenApply(result -> sends.stream().map(_ -> result).toList());
    }
}
