package dev.godwit.gateway.uplink;

import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.infra.AtOnce;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.lifecycle.Backoff;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

/// Event loops add acks of one device while another thread ends the batches.
class AckLaneInterleavingsTest {
    private static final AckLane.Limits LIMITS = new AckLane.Limits(2, 2, Duration.ZERO);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofNanos(1), Duration.ofNanos(1), new Random(1));
    private static final AckBatch.Item FIRST = ack(1);
    private static final AckBatch.Item SECOND = ack(2);

    @Test
    void theHighestAckArrives() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<AckBatch.Item>();
                    var lane =
                            AtOnce.shared(
                                    new AckLane(
                                            LIMITS,
                                            call::apply,
                                            _ -> {},
                                            BACKOFF,
                                            new HandDrivenLoop()));

                    AtOnce.run(() -> lane.add(FIRST), () -> lane.add(SECOND), call::answer);
                    call.answer();

                    AtOnce.expect(call.arrived.contains(SECOND), "arrived: " + call.arrived);
                });
    }

    @Test
    void whatIsAddedBeforeItClosesArrivesBeforeItIsDrained() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var call = new AnsweredElsewhere<AckBatch.Item>();
                    var lane =
                            AtOnce.shared(
                                    new AckLane(
                                            LIMITS,
                                            call::apply,
                                            _ -> {},
                                            BACKOFF,
                                            new HandDrivenLoop()));
                    lane.add(FIRST);
                    lane.add(SECOND);
                    var tooEarly = new boolean[1];

                    AtOnce.run(
                            call::answer,
                            () ->
                                    lane.close()
                                            .thenRun(() ->
                                                    tooEarly[0] = !call.arrived.contains(SECOND)));
                    call.answer();

                    AtOnce.expect(!tooEarly[0], "drained before the ack arrived");
                    AtOnce.expect(
                            lane.close().toCompletableFuture().isDone(), "closed, never drained");
                });
    }

    private static AckBatch.Item ack(long n) {
        return new AckBatch.Item(new UserId("bob"), new DeviceId("phone"), n);
    }
}
