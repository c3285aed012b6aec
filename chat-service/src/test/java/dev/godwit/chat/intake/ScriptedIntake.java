package dev.godwit.chat.intake;

import dev.godwit.internalapi.SendBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An intake that answers every send alike and remembers it. Thread-safe.
public final class ScriptedIntake implements Intake {
    private final List<SendBatch.Item> submitted = new ArrayList<>();
    private CompletableFuture<SendBatch.Result> answer =
            CompletableFuture.completedFuture(
                    new SendBatch.Result(SendBatch.Outcome.STORED, 7, 1_000, 0));

    public synchronized void answers(SendBatch.Outcome outcome) {
        answer = CompletableFuture.completedFuture(new SendBatch.Result(outcome, 7, 1_000, 0));
    }

    public synchronized void fails(RuntimeException failure) {
        answer = CompletableFuture.failedFuture(failure);
    }

    public synchronized List<SendBatch.Item> submitted() {
        return List.copyOf(submitted);
    }

    @Override
    public synchronized CompletableFuture<List<SendBatch.Result>> submit(
            List<SendBatch.Item> sends) {
        submitted.addAll(sends);
        return answer.thenApply(result -> sends.stream().map(_ -> result).toList());
    }
}
