package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/// Event loops submit to one lane while another thread ends its batches.
class LaneInterleavingsTest {
    private static final Lane.Limits LIMITS =
            new Lane.Limits(8, 1_000, Duration.ofSeconds(1), 2, 1_000);
    private static final Lane.Traits<Integer> TRAITS =
            new Lane.Traits<>(_ -> 1, request -> request, true);

    @Test
    void everyRequestArrivesOnceAndInItsSubmittersOrder() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<Integer>();
                    var lane = AtOnce.shared(lane(call));
                    var answers = new ArrayList<CompletableFuture<Integer>>();

                    AtOnce.run(
                            () -> {
                                answers.add(submit(lane, 1));
                                answers.add(submit(lane, 2));
                            },
                            () -> submitted(lane, 3),
                            call::answer);
                    call.answer();

                    AtOnce.expect(call.arrived.size() == 3, "arrived: " + call.arrived);
                    AtOnce.expect(
                            call.arrived.indexOf(1) < call.arrived.indexOf(2),
                            "out of order: " + call.arrived);
                    for (var answer : answers) AtOnce.expect(answer.isDone(), "not answered");
                });
    }

    @Test
    void nothingOvertakesWhatFailed() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<Integer>();
                    var lane = AtOnce.shared(lane(call));
                    var first = submit(lane, 1);
                    var behind = submit(lane, 2);

                    AtOnce.run(call::fail, () -> submitted(lane, 3));
                    call.answer();

                    AtOnce.expect(first.isCompletedExceptionally(), "the first has not failed");
                    AtOnce.expect(behind.isCompletedExceptionally(), "the second went ahead");
                    AtOnce.expect(!call.arrived.contains(2), "arrived: " + call.arrived);
                });
    }

    @Test
    void whenItIsDrainedEverybodyHasAnAnswer() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<Integer>();
                    var lane = AtOnce.shared(lane(call));
                    var answer = submit(lane, 1);
                    var tooEarly = new boolean[1];

                    AtOnce.run(
                            call::answer,
                            () -> lane.close().thenRun(() -> tooEarly[0] = !answer.isDone()));

                    AtOnce.expect(!tooEarly[0], "drained before the answer");
                    AtOnce.expect(
                            lane.close().toCompletableFuture().isDone(), "closed, never drained");
                });
    }

    @Test
    void whoeverComesWhileItClosesIsAnsweredOrRefused() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<Integer>();
                    var lane = AtOnce.shared(lane(call));
                    var answers = new ArrayList<CompletableFuture<Integer>>();

                    AtOnce.run(() -> answers.add(submit(lane, 1)), lane::close, call::answer);
                    call.answer();

                    AtOnce.expect(answers.getFirst().isDone(), "neither answered nor refused");
                    AtOnce.expect(
                            lane.close().toCompletableFuture().isDone(), "closed, never drained");
                });
    }

    @Test
    void whatIsCancelledIsSentOrNotAndHoldsNobodyUp() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<Integer>();
                    var lane = AtOnce.shared(lane(call));
                    var first = submit(lane, 1);
                    var gone = submit(lane, 2);

                    AtOnce.run(() -> gone.cancel(false), call::answer, lane::close);
                    call.answer();

                    AtOnce.expect(first.isDone(), "the first is not answered");
                    AtOnce.expect(gone.isDone(), "the one that is gone is not answered");
                    AtOnce.expect(
                            lane.close().toCompletableFuture().isDone(), "closed, never drained");
                });
    }

    private static Lane<Integer, Integer> lane(AnsweredElsewhere<Integer> call) {
        return new Lane<>(LIMITS, TRAITS, call, why -> new Unavailable(why, 1), _ -> {}, () -> 0);
    }

    private static CompletableFuture<Integer> submit(Lane<Integer, Integer> lane, int request) {
        return lane.submit(request);
    }

    private static void submitted(Lane<Integer, Integer> lane, int request) {
        var _ = submit(lane, request);
    }
}
