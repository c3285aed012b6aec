package dev.godwit.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class LedgerTest {
    private final Violations violations = new Violations();
    private final Ledger ledger = new Ledger("alice", "bob", violations);
    private final Stream forth = ledger.forth();
    private final Stream back = ledger.back();

    @Test
    void aConversationInOrderIsSound() {
        for (var message = 0; message < 500; message++) {
            forth.sent(message);
            back.sent(message);
            forth.accepted(message, 2 * message + 1);
            back.delivered(message, 2 * message + 2);
            back.accepted(message, 2 * message + 2);
            forth.delivered(message, 2 * message + 1);
        }

        assertThat(ledger.pending()).isZero();
        ledger.close();

        assertThat(violations.none()).isTrue();
    }

    @Test
    void anAcceptedMessageThatNeverArrivesIsLost() {
        sendAndAccept(3);
        deliver(0, 2);

        assertThat(ledger.pending()).isEqualTo(1);
        ledger.close();

        assertThat(found()).containsExactly("LOST");
    }

    @Test
    void aMessageWithoutAnswerIsUnanswered() {
        sendAndAccept(1);
        deliver(0);
        forth.sent(7);

        assertThat(ledger.pending()).isEqualTo(1);
        ledger.close();

        assertThat(found()).containsExactly("UNANSWERED");
    }

    @Test
    void aMessageDeliveredTwiceIsADouble() {
        sendAndAccept(2);
        deliver(0, 1, 1);

        ledger.close();

        assertThat(found()).containsExactly("DOUBLED");
    }

    @Test
    void aMessageAcceptedTwiceIsADouble() {
        sendAndAccept(1);
        forth.accepted(0, 1);
        deliver(0);

        ledger.close();

        assertThat(found()).containsExactly("DOUBLED");
    }

    @Test
    void messagesThatSwapPlacesAreDisordered() {
        sendAndAccept(3);
        deliver(0, 2, 1);

        ledger.close();

        assertThat(found()).containsExactly("DISORDERED");
    }

    @Test
    void aLaterMessageWithASmallerNumberIsDisordered() {
        forth.sent(0);
        forth.sent(0);
        forth.accepted(0, 2);
        forth.accepted(1, 1);
        forth.delivered(0, 2);
        forth.delivered(1, 1);

        ledger.close();

        assertThat(found()).containsExactly("DISORDERED");
    }

    @Test
    void aNumberThatBothGotIsADouble() {
        forth.sent(0);
        back.sent(0);
        forth.accepted(0, 1);
        back.accepted(0, 1);
        forth.delivered(0, 1);
        back.delivered(0, 1);

        ledger.close();

        assertThat(found()).containsExactly("DOUBLED");
    }

    @Test
    void aNumberNobodyGotIsAHole() {
        forth.sent(0);
        forth.sent(0);
        forth.accepted(0, 1);
        forth.accepted(1, 3);
        deliverAs(0, 1);
        deliverAs(1, 3);

        ledger.close();

        assertThat(found()).containsExactly("HOLE");
    }

    @Test
    void aNumberThatChangesOnTheWayIsAnAlteration() {
        sendAndAccept(1);
        deliverAs(0, 2);

        assertThat(found()).contains("ALTERED");
    }

    @Test
    void aRefusedMessageMustNotArrive() {
        forth.sent(0);
        forth.refused(0);

        ledger.close();
        assertThat(violations.none()).isTrue();

        deliverAs(0, 1);
        assertThat(found()).containsExactly("REFUSED_BUT_DELIVERED");
    }

    @Test
    void aMessageOfUnknownFateMayArriveOrNot() {
        forth.sent(0);
        forth.sent(0);
        forth.unknown(0);
        forth.unknown(1);
        deliverAs(1, 1);

        assertThat(ledger.pending()).isZero();
        ledger.close();

        assertThat(violations.none()).isTrue();
    }

    @Test
    void everyMutationOfASoundDeliveryIsNoticed() {
        var random = new Random(1);
        for (var round = 0; round < 300; round++) {
            var sound = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
            var at = random.nextInt(8);
            switch (random.nextInt(3)) {
                case 0 -> sound.remove(/* index */ at);
                case 1 -> sound.add(random.nextInt(sound.size() + 1), at);
                default -> Collections.swap(sound, at, (at + 1 + random.nextInt(7)) % 8);
            }

            assertThat(judge(sound)).as("delivered: %s", sound).isNotEmpty();
        }
        assertThat(judge(List.of(0, 1, 2, 3, 4, 5, 6, 7))).isEmpty();
    }

    private static List<String> judge(List<Integer> delivered) {
        var violations = new Violations();
        var ledger = new Ledger("alice", "bob", violations);
        for (var message = 0; message < 8; message++) {
            ledger.forth().sent(message);
            ledger.forth().accepted(message, message + 1);
        }
        for (int message : delivered) ledger.forth().delivered(message, message + 1);
        ledger.close();
        return List.copyOf(violations.lines().keySet());
    }

    private void sendAndAccept(int messages) {
        for (var message = 0; message < messages; message++) {
            forth.sent(message);
            forth.accepted(message, message + 1);
        }
    }

    private void deliver(int... messages) {
        for (var message : messages) deliverAs(message, message + 1);
    }

    private void deliverAs(int message, long seq) {
        forth.delivered(message, seq);
    }

    private List<String> found() {
        return List.copyOf(violations.lines().keySet());
    }
}
