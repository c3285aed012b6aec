package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.gateway.connection.Unavailable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

class LaneTest {
    private static final int ROOM = 8;
    private static final int BATCH = 4;
    private static final int BYTES = 1_000_000_000;
    private static final int BATCH_BYTES = 10_000;
    private static final Duration AGE = Duration.ofSeconds(5);

    private final HandDrivenCall call = new HandDrivenCall();
    private final AtomicLong nanoTime = new AtomicLong();
    private final List<Throwable> faults = new ArrayList<>();

    @Test
    void theFirstRequestLeavesAtOnce() {
        var answer = submit(lane(true), 1);

        assertThat(call.last().requests()).containsExactly(1);
        call.last().succeed();
        assertThat(answer).isCompletedWithValue(1);
    }

    @Test
    void whatWaitsLeavesTogetherAndInOrder() {
        var lane = lane(true);
        submitAll(lane, 1, 2, 3);
        assertThat(call.batches).hasSize(1);

        call.last().succeed();

        assertThat(call.last().requests()).containsExactly(2, 3);
    }

    @Test
    void aBatchIsBounded() {
        var lane = lane(true);
        submitAll(lane, 0, 1, 2, 3, 4, 5, 6);

        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(1, 2, 3, 4);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(5, 6);
    }

    @Test
    void aFailureReachesTheBatchAndWhateverWaitsBehindIt() {
        var lane = lane(true);
        var first = submit(lane, 1);
        var behind = submit(lane, 2);

        call.last().fail();

        assertUnavailable(first);
        assertUnavailable(behind);
        assertThat(call.batches).hasSize(1);
        submitAll(lane, 3);
        assertThat(call.last().requests()).containsExactly(3);
    }

    @Test
    void whereOrderDoesNotMatterOnlyTheBatchFails() {
        var lane = lane(false);
        var first = submit(lane, 1);
        var behind = submit(lane, 2);

        call.last().fail();

        assertUnavailable(first);
        assertThat(behind).isNotDone();
        assertThat(call.last().requests()).containsExactly(2);
    }

    @Test
    void aFullLaneRefuses() {
        var lane = lane(true);
        submitAll(lane, IntStream.rangeClosed(0, ROOM).toArray());

        assertUnavailable(submit(lane, 99));

        call.last().succeed();
        assertThat(submit(lane, 100)).isNotDone();
    }

    @Test
    void aLaneFullOfBigRequestsRefuses() {
        var lane = lane(true);
        submitAll(lane, 1, BYTES);

        assertUnavailable(submit(lane, 2));

        call.last().succeed();
        assertThat(submit(lane, 3)).isNotDone();
    }

    @Test
    void aBatchIsBoundedInBytesToo() {
        var lane = lane(true);
        submitAll(lane, 0, 6_000, 4_001, BATCH_BYTES + 1, 1, 2);

        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(6_000);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(4_001);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(BATCH_BYTES + 1);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(1, 2);
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNeverSentAndMakesRoom() {
        var lane = lane(false);
        submitAll(lane, 0);
        var gone = submit(lane, 1);
        submitAll(lane, IntStream.rangeClosed(2, ROOM).toArray());

        gone.cancel(false);

        assertThat(submit(lane, 9)).isNotDone();
        var closed = lane.close().toCompletableFuture();
        while (call.inFlight()) {
            call.last().succeed();
        }
        assertThat(call.requests()).containsExactly(0, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(closed).isCompleted();
    }

    @Test
    void whatIsCancelledInFlightIsAnsweredAllTheSame() {
        var lane = lane(false);
        var gone = submit(lane, 1);
        var behind = submit(lane, 2);

        gone.cancel(false);
        call.last().succeed();
        call.last().succeed();

        assertThat(gone).isCompletedWithValue(1);
        assertThat(behind).isCompletedWithValue(2);
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void ofThoseThatConcernEachOtherOneIsInABatchAndTheOthersGoOn() {
        var lane = lane(false);
        submitAll(lane, 0, 101, 201, 301, 2, 3);

        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(101, 2, 3);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(201);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(301);
    }

    @Test
    void whatHasWaitedForTooLongIsNotSentNorWhatIsBehindItAndConcernsIt() {
        var lane = lane(true);
        submitAll(lane, 0);
        var old = submit(lane, 1);
        nanoTime.addAndGet(AGE.toNanos());
        var behind = submit(lane, 101);
        submitAll(lane, 2);
        nanoTime.addAndGet(1);

        call.last().succeed();

        assertUnavailable(old);
        assertUnavailable(behind);
        assertThat(call.last().requests()).containsExactly(2);
        call.last().succeed();
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    /// 103 and 303 concern what was rejected; the first was sent before it, the other behind it.
    @Test
    void whatIsRejectedComesToStandAloneAndTakesAlongOnlyWhatConcernsIt() {
        var lane = lane(true);
        submitAll(lane, 0);
        var answers = IntStream.of(103, 203, 303, 4).mapToObj(i -> submit(lane, i)).toList();
        var behind = submit(lane, 5);
        call.last().succeed();

        call.last().reject();
        assertThat(call.last().requests()).containsExactly(103, 203);
        call.last().reject();
        assertThat(call.last().requests()).containsExactly(103);
        call.last().succeed();
        assertThat(call.last().requests()).containsExactly(203);
        call.last().reject();
        assertThat(call.last().requests()).containsExactly(4);
        call.last().succeed();
        call.last().succeed();

        assertThat(answers.get(0)).isCompletedWithValue(103);
        assertUnavailable(answers.get(1));
        assertUnavailable(answers.get(2));
        assertThat(answers.get(3)).isCompletedWithValue(4);
        assertThat(behind).isCompletedWithValue(5);
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void aServiceThatRejectsEverythingIsNotAskedAboutEach() {
        var many = 256;
        var asked = new AtomicInteger();
        var first = new CompletableFuture<List<Integer>>();
        var lane =
                new Lane<Integer, Integer>(
                        limits(many + 1, many),
                        new Lane.Traits<>(_ -> 1, request -> request, true),
                        batch -> {
                            if (batch.getFirst() == 0) {
                                return first;
                            }
                            asked.incrementAndGet();
                            return CompletableFuture.failedFuture(new Rejected("all", 1));
                        },
                        LaneTest::unavailable,
                        faults::add,
                        nanoTime::get);
        var answers = IntStream.rangeClosed(0, many).mapToObj(lane::submit).toList();

        first.complete(List.of(0));

        assertThat(asked.get()).isLessThan(40);
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void anErrorInACallFailsItsBatchAndNotTheLane() {
        var fault = new StackOverflowError("as told");
        var lane = throwingOnce(fault, faults::add);

        assertUnavailable(lane.submit(1));
        assertThat(lane.submit(2)).isCompletedWithValue(2);
        assertThat(faults).containsExactly(fault);
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void anErrorWhileAFaultIsReportedCostsTheReport() {
        var fault = new StackOverflowError("as told");
        var lane =
                throwingOnce(
                        fault,
                        _ -> {
                            throw fault;
                        });

        assertUnavailable(lane.submit(1));
        assertThat(lane.submit(2)).isCompletedWithValue(2);
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    /// The key of a request is asked for in the lane's own code.
    @Test
    void anErrorInTheLaneItselfCostsOneTurn() {
        var fault = new StackOverflowError("as told");
        var keys = new AtomicInteger();
        var lane =
                new Lane<>(
                        limits(ROOM, BATCH),
                        new Lane.Traits<>(
                                _ -> 1,
                                request -> {
                                    if (keys.getAndIncrement() == 0) throw fault;
                                    return request;
                                },
                                false),
                        call,
                        LaneTest::unavailable,
                        faults::add,
                        nanoTime::get);

        submitAll(lane, 1, 2);

        assertThat(faults).containsExactly(fault);
        assertThat(call.requests()).containsExactly(1, 2);
    }

    @Test
    void closingAnswersWhatWaitsAndRefusesWhatComes() {
        var lane = lane(true);
        submitAll(lane, 1);
        var waiting = submit(lane, 2);
        var closed = lane.close().toCompletableFuture();
        assertUnavailable(submit(lane, 3));
        assertThat(closed).isNotDone();

        call.last().succeed();
        call.last().succeed();

        assertThat(waiting).isCompletedWithValue(2);
        assertThat(closed).isCompleted();
    }

    @Test
    void callsThatEndAtOnceDoNotGrowTheStack() {
        var many = 20_000;
        var answered = new AtomicInteger();
        var first = new CompletableFuture<List<Integer>>();
        var lane =
                new Lane<Integer, Integer>(
                        limits(many, 1),
                        traits(false),
                        batch ->
                                batch.getFirst() == 0
                                        ? first
                                        : CompletableFuture.completedStage(batch),
                        LaneTest::unavailable,
                        faults::add,
                        nanoTime::get);
        for (var i = 0; i < many; i++) {
            var _ = lane.submit(i).thenAccept(_ -> answered.incrementAndGet());
        }

        first.complete(List.of(0));

        assertThat(answered).hasValue(many);
    }

    /// Random submissions, successes and failures: what succeeded left in order, nothing twice, and
    /// nothing that was behind a failed batch overtook it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inAnyInterleavingOrderIsKeptAndNothingIsLost(long seed) {
        var random = new Random(seed);
        var lane = lane(true);
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (var step = 0; step < 5_000; step++)
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (call.inFlight()) call.last().succeed();
                }
                case 1 -> {
                    if (call.inFlight() && random.nextInt(4) == 0) call.last().fail();
                }
                default -> answers.add(submit(lane, answers.size()));
            }
        while (call.inFlight()) call.last().succeed();

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(call.requests()).doesNotHaveDuplicates().isSorted();
        assertThat(call.batches).allMatch(batch -> batch.requests().size() <= BATCH);
        for (var batch : call.batches)
            for (var request : batch.requests())
                assertThat(answers.get(request).isCompletedExceptionally())
                        .isEqualTo(batch.answer().isCompletedExceptionally());
    }

    @Test
    void manyThreadsKeepTheirOwnOrderAndOnlyOneBatchIsInFlight() throws Exception {
        var threads = 4;
        var each = 20_000;
        var inFlight = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var sent = new ConcurrentLinkedQueue<Integer>();
        var answered = new AtomicInteger();
        try (var service = Executors.newFixedThreadPool(2);
                var callers = Executors.newFixedThreadPool(threads)) {
            var lane =
                    new Lane<Integer, Integer>(
                            limits(threads * each, 64),
                            new Lane.Traits<>(_ -> 1, request -> request, true),
                            batch -> {
                                if (inFlight.incrementAndGet() != 1) overlaps.incrementAndGet();
                                sent.addAll(batch);
                                return CompletableFuture.supplyAsync(
                                        () -> {
                                            inFlight.decrementAndGet();
                                            return batch;
                                        },
                                        service);
                            },
                            LaneTest::unavailable,
                            faults::add,
                            nanoTime::get);
            for (var thread = 0; thread < threads; thread++) {
                var base = thread * each;
                callers.execute(() -> {
                    for (var i = 0; i < each; i++) {
                        var _ = lane.submit(base + i).thenAccept(_ -> answered.incrementAndGet());
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            lane.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }

        assertThat(overlaps).hasValue(0);
        assertThat(answered).hasValue(threads * each);
        for (var thread = 0; thread < threads; thread++) {
            var mine = thread;
            assertThat(sent.stream().filter(request -> request / each == mine))
                    .hasSize(each)
                    .isSorted();
        }
    }

    private Lane<Integer, Integer> lane(boolean together) {
        return new Lane<>(
                limits(ROOM, BATCH),
                traits(together),
                call,
                LaneTest::unavailable,
                faults::add,
                nanoTime::get);
    }

    private static Lane.Limits limits(int waiting, int batch) {
        return new Lane.Limits(waiting, BYTES, AGE, batch, BATCH_BYTES);
    }

    /// A request takes as many bytes as it says, and concerns all that end in the same digits.
    private static Lane.Traits<Integer> traits(boolean together) {
        return new Lane.Traits<>(request -> request, request -> request % 100, together);
    }

    private static CompletableFuture<Integer> submit(Lane<Integer, Integer> lane, int request) {
        return lane.submit(request);
    }

    private static void submitAll(Lane<Integer, Integer> lane, int... requests) {
        for (var request : requests) {
            var _ = lane.submit(request);
        }
    }

    private static Unavailable unavailable(String why) {
        return new Unavailable(why, 5);
    }

    /// A lane whose first call throws; `faults` is told of it.
    private Lane<Integer, Integer> throwingOnce(Error fault, Consumer<Throwable> faults) {
        var calls = new AtomicInteger();
        return new Lane<>(
                limits(ROOM, BATCH),
                traits(true),
                batch -> {
                    if (calls.getAndIncrement() == 0) throw fault;
                    return CompletableFuture.completedStage(batch);
                },
                LaneTest::unavailable,
                faults,
                nanoTime::get);
    }

    private static void assertUnavailable(CompletableFuture<Integer> answer) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(Unavailable.class);
    }
}
