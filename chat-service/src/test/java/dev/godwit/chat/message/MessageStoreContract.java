package dev.godwit.chat.message;

import static dev.godwit.chat.message.Sends.ALICE;
import static dev.godwit.chat.message.Sends.BOB;
import static dev.godwit.chat.message.Sends.LAPTOP;
import static dev.godwit.chat.message.Sends.PHONE;
import static dev.godwit.chat.message.Sends.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What every message store promises.
abstract class MessageStoreContract {
    abstract MessageStore store();

    abstract void register(UserId user, DeviceId device);

    abstract void block(UserId user, UserId blocked);

    @Test
    void messagesOfAConversationAreNumberedFromOneWhoeverSends() {
        var results =
                accept(
                        send(ALICE, BOB, "a-1", "hi"),
                        send(BOB, ALICE, "b-1", "hello"),
                        send(ALICE, BOB, "a-2", "how are you?"));

        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.STORED);
        assertThat(results).extracting(Result::seq).containsExactly(1L, 2L, 3L);
        assertThat(accept(send(BOB, ALICE, "b-2", "fine")).getFirst().seq()).isEqualTo(4);
    }

    @Test
    void aRetryKeepsTheFirstAnswer() {
        register(ALICE, LAPTOP);
        var first = store().accept(List.of(send(ALICE, BOB, "a-1", "hi")));

        var retry = store().accept(List.of(send(ALICE, BOB, "a-1", "hi")));

        var expected = first.results().getFirst();
        assertThat(retry.results())
                .containsExactly(
                        new Result(
                                Outcome.DUPLICATE,
                                expected.seq(),
                                expected.at(),
                                expected.n(),
                                expected.log()));
        assertThat(retry.committed().getFirst().recipientN())
                .isEqualTo(first.committed().getFirst().recipientN());
    }

    @Test
    void aRetryWithinTheBatchKeepsTheFirstAnswer() {
        var results = accept(send(ALICE, BOB, "a-1", "hi"), send(ALICE, BOB, "a-1", "hi"));

        assertThat(results)
                .extracting(Result::outcome)
                .containsExactly(Outcome.STORED, Outcome.DUPLICATE);
        assertThat(results).extracting(Result::seq).containsOnly(1L);
    }

    @Test
    void theSameIdWithOtherContentIsAConflictAndChangesNothing() {
        accept(send(ALICE, BOB, "a-1", "hi"));

        var results =
                accept(
                        send(ALICE, BOB, "a-1", "something else"),
                        send(ALICE, BOB, "a-2", "next"),
                        send(ALICE, BOB, "a-1", "hi"));

        assertThat(results)
                .extracting(Result::outcome)
                .containsExactly(Outcome.CONFLICT, Outcome.STORED, Outcome.DUPLICATE);
        assertThat(results).extracting(Result::seq).containsExactly(0L, 2L, 1L);
    }

    @Test
    void idsOfTwoPeopleDoNotMeet() {
        var results = accept(send(ALICE, BOB, "m-1", "hi"), send(BOB, ALICE, "m-1", "hello"));

        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.STORED);
    }

    @Test
    void aBlockedSenderIsRefusedAndTheOthersAreNot() {
        block(BOB, ALICE);

        var results = accept(send(ALICE, BOB, "a-1", "hi"), send(BOB, ALICE, "b-1", "hello"));

        assertThat(results)
                .extracting(Result::outcome)
                .containsExactly(Outcome.BLOCKED, Outcome.STORED);
        assertThat(results.getLast().seq()).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedBeforeABlockIsStillAcceptedWhenRepeated() {
        accept(send(ALICE, BOB, "a-1", "hi"));
        block(BOB, ALICE);

        assertThat(accept(send(ALICE, BOB, "a-1", "hi")).getFirst().outcome())
                .isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void theSendersOwnLogGetsAnEntryOnlyForAnotherDevice() {
        register(ALICE, PHONE);
        var alone = accept(send(ALICE, PHONE, BOB, "a-1", "hi"));
        register(ALICE, LAPTOP);
        var together = accept(send(ALICE, PHONE, BOB, "a-2", "hi"));

        assertThat(alone.getFirst().n()).isZero();
        assertThat(together.getFirst().n()).isEqualTo(1);
    }

    @Test
    void aSendOverHttpIsDueOnEveryDeviceOfTheSender() {
        register(ALICE, PHONE);

        assertThat(accept(send(ALICE, null, BOB, "a-1", "hi")).getFirst().n()).isEqualTo(1);
    }

    @Test
    void aMessageToOneselfIsOneEntry() {
        var acceptance = store().accept(List.of(send(ALICE, ALICE, "a-1", "remember")));

        assertThat(acceptance.results().getFirst().n()).isEqualTo(1);
        assertThat(acceptance.committed().getFirst().recipientN()).isEqualTo(1);
    }

    @Test
    void everyBodyIsStored() {
        var results =
                accept(
                        send(ALICE, BOB, "a-1", ""),
                        send(ALICE, BOB, "a-2", "a\0b"),
                        send(ALICE, BOB, "a-3", "😀 \\ \" {,} NULL"),
                        send(ALICE, BOB, "a-4", "x".repeat(16 * 1024)));

        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.STORED);
    }

    @Test
    void anEmptyBatchIsAnswered() {
        assertThat(accept()).isEmpty();
    }

    private List<Result> accept(SendBatch.Item... sends) {
        return store().accept(List.of(sends)).results();
    }
}
