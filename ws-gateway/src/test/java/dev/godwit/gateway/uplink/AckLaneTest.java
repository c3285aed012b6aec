package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.lifecycle.Backoff;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

class AckLaneTest {
    private static final int DEVICES = 3;
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");

    /// Its event loop is a clock that moves only when told to.
    private final EmbeddedChannel clock = new EmbeddedChannel();

    private final List<List<AckBatch.Item>> sent = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private boolean broken;
    private CompletableFuture<AckBatch.Answer> answer = new CompletableFuture<>();
    private final AckLane lane = lane(Duration.ZERO);

    @Test
    void onlyTheHighestOfADeviceIsSent() {
        lane.add(ack("alice", 1));
        lane.add(ack("bob", 5));
        lane.add(ack("bob", 7));
        lane.add(ack("bob", 6));

        succeed();

        assertThat(sent).containsExactly(List.of(ack("alice", 1)), List.of(ack("bob", 7)));
    }

    @Test
    void anAckOfAnOlderGenerationDoesNotHideOneOfTheNewer() {
        var before = new AckBatch.Item(BOB, PHONE, 500, new LogGeneration("a"));
        var after = new AckBatch.Item(BOB, PHONE, 3, new LogGeneration("b"));
        lane.add(ack("alice", 1));
        lane.add(before);
        lane.add(after);

        succeed();

        assertThat(sent).containsExactly(List.of(ack("alice", 1)), List.of(before, after));
    }

    @Test
    void theNextBatchGrowsDuringThePauseAfterOneThatArrived() {
        var unhurried = lane(Duration.ofMillis(25));
        unhurried.add(ack("alice", 1));
        succeed();
        unhurried.add(ack("bob", 1));
        unhurried.add(ack("bob", 2));
        assertThat(sent).hasSize(1);

        timePasses();

        assertThat(sent).containsExactly(List.of(ack("alice", 1)), List.of(ack("bob", 2)));
    }

    @Test
    void aFailedAckIsKeptAndGrowsWithWhatCameMeanwhile() {
        lane.add(ack("alice", 1));
        lane.add(ack("alice", 2));
        answer.completeExceptionally(new Unavailable("as told", 1));
        assertThat(sent).hasSize(1);

        timePasses();

        assertThat(sent).containsExactly(List.of(ack("alice", 1)), List.of(ack("alice", 2)));
    }

    @Test
    void whatIsRejectedIsNotRepeated() {
        lane.add(ack("alice", 1));
        lane.add(ack("bob", 1));
        reject();

        timePasses();

        assertThat(sent).containsExactly(List.of(ack("alice", 1)), List.of(ack("bob", 1)));
    }

    @Test
    void whatIsRejectedTakesNobodyWithIt() {
        lane.add(ack("alice", 1));
        lane.add(ack("bob", 1));
        lane.add(ack("carol", 1));
        succeed();
        reject(); // bob's and carol's
        reject(); // bob's alone

        succeed();

        assertThat(sent)
                .containsExactly(
                        List.of(ack("alice", 1)),
                        List.of(ack("bob", 1), ack("carol", 1)),
                        List.of(ack("bob", 1)),
                        List.of(ack("carol", 1)));
        assertThat(lane.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void nothingIsSentDuringThePauseAfterAFailure() {
        lane.add(ack("alice", 1));
        answer.completeExceptionally(new Unavailable("as told", 1));

        lane.add(ack("bob", 1));
        assertThat(sent).hasSize(1);

        timePasses();
        assertThat(sent.getLast()).containsExactlyInAnyOrder(ack("alice", 1), ack("bob", 1));
    }

    @Test
    void aCallThatThrowsIsRepeatedLikeOneThatFails() {
        broken = true;
        lane.add(ack("alice", 1));
        broken = false;

        timePasses();

        assertThat(faults).hasExactlyElementsOfTypes(StackOverflowError.class);
        assertThat(sent).containsExactly(List.of(ack("alice", 1)));
    }

    @Test
    void batchesAndDevicesAreBounded() {
        lane.add(ack("first", 1));
        assertThat(lane.add(ack("a", 1))).isTrue();
        assertThat(lane.add(ack("b", 1))).isTrue();
        assertThat(lane.add(ack("c", 1))).isTrue();
        assertThat(lane.add(ack("d", 1))).isFalse();
        assertThat(lane.add(ack("a", 2))).isTrue();

        succeed();
        assertThat(sent.getLast()).containsExactly(ack("a", 2), ack("b", 1));
        succeed();
        assertThat(sent.getLast()).containsExactly(ack("c", 1));
    }

    @Test
    void closingWaitsForWhatIsUnderWay() {
        lane.add(ack("alice", 1));
        lane.add(ack("bob", 1));
        var closed = lane.close().toCompletableFuture();

        succeed();
        assertThat(closed).isNotDone();
        succeed();

        assertThat(closed).isCompleted();
    }

    private void succeed() {
        answer.complete(new AckBatch.Answer());
    }

    private void reject() {
        answer.completeExceptionally(new CompletionException(new Rejected("as told", 1)));
    }

    private void timePasses() {
        clock.advanceTimeBy(2, TimeUnit.SECONDS);
        clock.runScheduledPendingTasks();
    }

    private AckLane lane(Duration pause) {
        return new AckLane(
                new AckLane.Limits(DEVICES, 2, pause),
                batch -> {
                    if (broken) throw new StackOverflowError("as told");
                    sent.add(batch);
                    answer = new CompletableFuture<>();
                    return answer;
                },
                faults::add,
                new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), new Random(1)),
                clock.eventLoop());
    }

    private static AckBatch.Item ack(String user, long n) {
        return new AckBatch.Item(new UserId(user), PHONE, n);
    }
}
