package dev.godwit.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.client.Pending.Letter;
import dev.godwit.checker.client.Pending.Purpose;

import org.junit.jupiter.api.Test;

import java.util.List;

class OutboxTest {
    private static final long PATIENCE = 100;

    private final Outbox outbox = new Outbox(PATIENCE);

    @Test
    void whatIsNotAnsweredIsSentAgainInTheOrderItWasMadeWhenItsConnectionIsGone() {
        add("1", "2", "3");
        sendAll(7, 0);
        outbox.ended("2");

        outbox.lost(8);
        assertThat(due(1)).isEmpty();
        outbox.lost(7);

        assertThat(due(1)).containsExactly("1", "3");
    }

    @Test
    void aRefusalForNowHoldsBackWhatComesAfterIt() {
        add("1");
        sendAll(7, 0);
        add("2");

        outbox.notNow("1", 50, false);

        assertThat(due(49)).isEmpty();
        assertThat(outbox.nextTurn(10, true)).isEqualTo(50);
        assertThat(due(50)).containsExactly("1", "2");
    }

    @Test
    void aSendWithoutAnyAnswerIsSentAgainAfterAWhileButNoPost() {
        add("1");
        sendAll(7, 0);
        outbox.add(letter("2"), true, 0);
        outbox.due(true, 0).forEach(pending -> pending.sent(Pending.BY_HTTP, 0));

        assertThat(outbox.nextTurn(1, true)).isEqualTo(PATIENCE + 1);
        outbox.giveUpWaiting(PATIENCE);
        assertThat(due(PATIENCE)).isEmpty();
        outbox.giveUpWaiting(PATIENCE + 1);

        assertThat(due(PATIENCE + 1)).containsExactly("1");
        assertThat(outbox.due(true, PATIENCE + 1)).isEmpty();
    }

    @Test
    void withoutAConnectionThereIsNothingToDoButPost() {
        add("1");

        assertThat(outbox.nextTurn(5, false)).isEqualTo(Long.MAX_VALUE);
        outbox.add(letter("2"), true, 0);
        assertThat(outbox.nextTurn(5, false)).isEqualTo(5);
    }

    private void add(String... ids) {
        for (var id : ids) outbox.add(letter(id), false, 0);
    }

    private void sendAll(long connection, long now) {
        outbox.due(false, now).forEach(pending -> pending.sent(connection, now));
    }

    private List<String> due(long now) {
        return outbox.due(false, now).stream().map(pending -> pending.letter().id()).toList();
    }

    private static Letter letter(String id) {
        return new Letter(id, "bob", "text", 64, 0, Purpose.FIRST);
    }
}
