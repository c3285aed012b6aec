package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.message.Committed;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

class HintQueueTest {
    private static final long MANY_BYTES = 1_000_000;
    private final HintQueue queue = new HintQueue(10, MANY_BYTES);

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        assertThat(queue.offer(hint(6))).isTrue();
        assertThat(queue.offer(hint(5))).isFalse();
        assertThat(queue.offer(hint(4))).isTrue();

        queue.take(100, Duration.ZERO);

        assertThat(queue.size()).isZero();
        assertThat(queue.offer(hint(10))).isTrue();
    }

    @Test
    void refusesWhatWouldFillTheMemoryButTakesOneBatchHoweverLarge() throws Exception {
        assertThat(queue.offer(message(MANY_BYTES))).isTrue();
        assertThat(queue.offer(message(1))).isFalse();
        assertThat(queue.bytes()).isGreaterThan(MANY_BYTES);

        queue.take(100, Duration.ZERO);

        assertThat(queue.bytes()).isZero();
        assertThat(queue.offer(message(1))).isTrue();
    }

    @Test
    void takesInOrderUntilARoundIsFull() throws Exception {
        queue.offer(hint(2));
        queue.offer(hint(3));
        queue.offer(hint(4));

        assertThat(queue.take(5, Duration.ZERO)).extracting(Hint::size).containsExactly(2, 3);
        assertThat(queue.take(5, Duration.ZERO)).extracting(Hint::size).containsExactly(4);
    }

    @Test
    void aClosedQueueGivesOutWhatItHasAndThenIsFinished() throws Exception {
        queue.offer(hint(1));
        queue.close();

        assertThat(queue.offer(hint(1))).isFalse();
        assertThat(queue.finished()).isFalse();
        assertThat(queue.take(5, Duration.ofDays(1))).hasSize(1);
        assertThat(queue.take(5, Duration.ofDays(1))).isEmpty();
        assertThat(queue.finished()).isTrue();
    }

    private static Hint message(long chars) {
        var send =
                new SendBatch.Item(
                        new UserId("alice"),
                        null,
                        new ClientMessageId("m-1"),
                        new UserId("bob"),
                        "text",
                        "x".repeat((int) chars));
        var result = new SendBatch.Result(SendBatch.Outcome.STORED, 1, 1, 0);
        return new Hint.Commits(List.of(new Committed(send, result, 1)), 0);
    }

    private static Hint hint(int size) {
        var one = new Inbox.Delivered(new UserId("bob"), new UserId("alice"), 1);
        return new Hint.Receipts(new Inbox.Acknowledged(Collections.nCopies(size, one), null));
    }
}
