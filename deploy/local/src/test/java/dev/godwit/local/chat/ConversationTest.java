package dev.godwit.local.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.local.chat.Outgoing.Progress;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private final Conversation conversation = new Conversation(BOB);

    @Test
    void aMessageGoesFromPendingToAcceptedToDelivered() {
        var written = conversation.wrote(id("m-1"), "hi", 1);
        assertThat(written.progress()).isEqualTo(new Progress.Pending());

        assertThat(conversation.accepted(accepted("m-1", 7)))
                .containsExactly(written.now(new Progress.Accepted(7)));
        assertThat(conversation.delivered(7))
                .containsExactly(written.now(new Progress.Delivered(7)));
    }

    @Test
    void whatIsNotAcceptedIsPendingInTheOrderItWasWritten() {
        for (var i = 1; i <= 4; i++) conversation.wrote(id("m-" + i), "hi", i);

        conversation.accepted(accepted("m-2", 1));

        assertThat(conversation.pending())
                .extracting(Outgoing::id)
                .containsExactly(id("m-1"), id("m-3"), id("m-4"));
    }

    @Test
    void inAnotherGenerationOfTheLogWhatWasAcceptedIsPendingAndEveryEntryIsNew() {
        assertThat(conversation.restored(new LogGeneration("a"))).isFalse();
        assertThat(conversation.isNew(message(9, 9, BOB, ALICE))).isTrue();
        for (var i = 1; i <= 3; i++) conversation.wrote(id("m-" + i), "hi", i);
        conversation.accepted(accepted("m-1", 1));
        conversation.accepted(accepted("m-2", 2));
        conversation.delivered(1);

        assertThat(conversation.restored(new LogGeneration("a"))).isFalse();
        assertThat(conversation.restored(null)).isFalse();
        assertThat(conversation.restored(new LogGeneration("b"))).isTrue();

        assertThat(conversation.pending())
                .extracting(Outgoing::id)
                .containsExactly(id("m-1"), id("m-2"), id("m-3"));
        assertThat(conversation.accepted(accepted("m-1", 1)))
                .extracting(Outgoing::progress)
                .containsExactly(new Progress.Accepted(1));
        assertThat(conversation.isNew(message(1, 1, BOB, ALICE))).isTrue();
    }

    @Test
    void aReceiptCoversEverythingBeforeIt() {
        for (var i = 1; i <= 3; i++) {
            conversation.wrote(id("m-" + i), "hi", i);
            conversation.accepted(accepted("m-" + i, i));
        }

        assertThat(conversation.delivered(2))
                .extracting(Outgoing::id)
                .containsExactly(id("m-1"), id("m-2"));
        assertThat(conversation.delivered(1)).isEmpty();
    }

    @Test
    void aReceiptThatOvertookTheAcceptedCounts() {
        var written = conversation.wrote(id("m-1"), "hi", 1);
        conversation.delivered(9);

        assertThat(conversation.accepted(accepted("m-1", 7)))
                .containsExactly(written.now(new Progress.Delivered(7)));
    }

    @Test
    void aSecondAcceptedSaysNothingNew() {
        conversation.wrote(id("m-1"), "hi", 1);
        conversation.accepted(accepted("m-1", 7));

        assertThat(conversation.accepted(accepted("m-1", 7))).isEmpty();
        assertThat(conversation.accepted(accepted("unknown", 8))).isEmpty();
    }

    @Test
    void aRefusalIsFinalAndNamesItsReason() {
        var written = conversation.wrote(id("m-1"), "hi", 1);

        var refusal = new ServerFrame.Refusal(ErrorCode.BLOCKED, "m-1", null, "bob blocked you");

        assertThat(conversation.refused(refusal))
                .containsExactly(written.now(new Progress.Refused("bob blocked you")));
        assertThat(conversation.pending()).isEmpty();
    }

    @Test
    void anEntryThatComesAgainIsNotNew() {
        assertThat(conversation.isNew(message(1, 1, BOB, ALICE))).isTrue();
        assertThat(conversation.isNew(message(2, 2, BOB, ALICE))).isTrue();

        assertThat(conversation.isNew(message(1, 1, BOB, ALICE))).isFalse();
        assertThat(conversation.isNew(message(2, 2, BOB, ALICE))).isFalse();
        assertThat(conversation.isNew(message(3, 3, BOB, ALICE))).isTrue();
    }

    @Test
    void aMessageThatCrossesOnesOwnIsStillNew() {
        conversation.wrote(id("m-1"), "hi", 1);
        conversation.accepted(accepted("m-1", 7));

        assertThat(conversation.isNew(message(1, 6, BOB, ALICE))).isTrue();
    }

    private static ClientMessageId id(String value) {
        return new ClientMessageId(value);
    }

    private static ServerFrame.Accepted accepted(String id, long seq) {
        return new ServerFrame.Accepted(id(id), BOB, seq, 1, false, 0);
    }

    private static ServerFrame.Message message(long n, long seq, UserId from, UserId to) {
        return new ServerFrame.Message(n, id("x-" + n), from, to, seq, 1, "text", "hi");
    }
}
