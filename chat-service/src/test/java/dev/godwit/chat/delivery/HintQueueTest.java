package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.inbox.Inbox;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;

class HintQueueTest {
    private final HintQueue queue = new HintQueue(10);

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

    private static Hint hint(int size) {
        var one = new Inbox.Delivered(new UserId("bob"), new UserId("alice"), 1);
        return new Hint.Receipts(new Inbox.Acknowledged(Collections.nCopies(size, one), null));
    }
}
