package dev.godwit.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.message.PostgresMessageStore;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.ConversationId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

class PostgresHistoryIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");

    private final AtomicLong now = new AtomicLong(1_000);
    private final AtomicLong ids = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.incrementAndGet());
    private @Nullable TestDatabase tables;

    @BeforeEach
    void open() throws InterruptedException {
        tables = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        tables().close();
    }

    @Test
    void aConversationThatDoesNotExistIsAnEmptyPage() {
        var page = history().messages(ALICE, BOB, new PageRequest.Newest(0, 50));

        assertThat(page).isEqualTo(new MessagePage(List.of(), false));
        assertThat(history().conversations(ALICE, null, 50))
                .isEqualTo(new ConversationPage(List.of(), null));
    }

    @Test
    void whatWasAcceptedIsReadAtOnceByBothExactly() {
        send(ALICE, BOB, "naïve \u0000 \uD83D\uDC26");

        var page = history().messages(BOB, ALICE, new PageRequest.Newest(0, 50));

        assertThat(page.hasMore()).isFalse();
        var message = page.messages().getFirst();
        assertThat(message.from()).isEqualTo(ALICE);
        assertThat(message.to()).isEqualTo(BOB);
        assertThat(message.seq()).isEqualTo(1);
        assertThat(message.kind()).isEqualTo("text");
        assertThat(message.body()).isEqualTo("naïve \u0000 \uD83D\uDC26");
        assertThat(history().messages(ALICE, BOB, new PageRequest.Newest(0, 50))).isEqualTo(page);
    }

    @Test
    void pagesRiseAndSayWhetherThereIsMoreBeyondThem() {
        for (var i = 0; i < 10; i++) send(i % 2 == 0 ? ALICE : BOB, i % 2 == 0 ? BOB : ALICE, "hi");

        assertPage(new PageRequest.Newest(0, 4), 7, 10, true);
        assertPage(new PageRequest.Newest(0, 10), 1, 10, false);
        assertPage(new PageRequest.Before(7, 4), 3, 6, true);
        assertPage(new PageRequest.Before(3, 4), 1, 2, false);
        assertPage(new PageRequest.After(0, 4), 1, 4, true);
        assertPage(new PageRequest.After(6, 4), 7, 10, false);
        assertPage(new PageRequest.After(10, 4), 11, 10, false);
    }

    @Test
    void theNewestPageDoesNotGoBackBeyondItsDays() {
        for (var i = 0; i < 5; i++) send(ALICE, BOB, "old");
        now.set(50_000);
        for (var i = 0; i < 3; i++) send(ALICE, BOB, "new");

        assertPage(new PageRequest.Newest(50_000, 50), 6, 8, true);
    }

    @Test
    void conversationsComeNewestFirstInPagesWithoutHoleOrDouble() {
        for (var i = 0; i < 7; i++) send(ALICE, new UserId("peer-" + i), "hi");
        send(new UserId("peer-2"), ALICE, "again");

        var first = history().conversations(ALICE, null, 3);
        var second = history().conversations(ALICE, first.cursor(), 3);
        var third = history().conversations(ALICE, second.cursor(), 3);

        var peers = new ArrayList<String>();
        for (var page : List.of(first, second, third))
            page.conversations().forEach(each -> peers.add(each.peer().value()));
        assertThat(peers)
                .containsExactly(
                        "peer-2", "peer-6", "peer-5", "peer-4", "peer-3", "peer-1", "peer-0");
        assertThat(third.cursor()).isNull();
    }

    @Test
    void conversationsOfTheSameMomentAreToldApart() {
        var peers = LongStream.range(0, 6).mapToObj(i -> new UserId("peer-" + i)).toList();
        store(peers.stream().map(peer -> item(ALICE, peer, "hi")).toList());

        var first = history().conversations(ALICE, null, 3);
        var second = history().conversations(ALICE, first.cursor(), 3);

        assertThat(
                        List.of(first, second).stream()
                                .flatMap(page -> page.conversations().stream())
                                .map(Conversation::peer))
                .containsExactlyInAnyOrderElementsOf(peers);
        assertThat(second.cursor()).isNull();
    }

    @Test
    void aConversationShowsItsLastMessageAndWhoHasGotWhat() {
        send(ALICE, BOB, "one");
        send(BOB, ALICE, "two");
        send(BOB, ALICE, "three");
        send(CAROL, BOB, "not for alice");
        mark(ALICE, BOB, BOB, 1);
        mark(ALICE, BOB, ALICE, 3);

        var conversations = history().conversations(ALICE, null, 50).conversations();

        assertThat(conversations).hasSize(1);
        var conversation = conversations.getFirst();
        assertThat(conversation.peer()).isEqualTo(BOB);
        assertThat(conversation.lastSeq()).isEqualTo(3);
        assertThat(conversation.lastMessage()).extracting("body").isEqualTo("three");
        assertThat(conversation.unread()).isEqualTo(2);
        assertThat(conversation.delivered()).isEqualTo(1);
        assertThat(conversation.myDelivered()).isEqualTo(3);
        assertThat(conversation.read()).isZero();
        assertThat(conversation.myRead()).isZero();
    }

    @Test
    void aConversationWhoseLastMessagesAreGoneShowsTheNewestThatIsKept() {
        send(ALICE, BOB, "one");
        send(BOB, ALICE, "two");
        send(ALICE, CAROL, "all of it goes");
        tables().execute("DELETE FROM message.message WHERE body <> 'one'::bytea");

        var conversations = history().conversations(ALICE, null, 50).conversations();

        assertThat(conversations).extracting(Conversation::peer).containsExactly(CAROL, BOB);
        assertThat(conversations.getFirst().lastMessage()).isNull();
        assertThat(conversations.getLast().lastSeq()).isEqualTo(2);
        assertThat(conversations.getLast().lastMessage()).extracting("body").isEqualTo("one");
    }

    @Test
    void notesToOneselfAreAConversationWithoutUnread() {
        send(ALICE, ALICE, "milk");

        var conversation = history().conversations(ALICE, null, 50).conversations().getFirst();

        assertThat(conversation.peer()).isEqualTo(ALICE);
        assertThat(conversation.unread()).isZero();
        assertThat(history().messages(ALICE, ALICE, new PageRequest.Newest(0, 50)).messages())
                .hasSize(1);
    }

    private void assertPage(PageRequest request, long from, long to, boolean hasMore) {
        var page = history().messages(ALICE, BOB, request);
        assertThat(page.messages().stream().map(Message::seq))
                .containsExactlyElementsOf(LongStream.rangeClosed(from, to).boxed().toList());
        assertThat(page.hasMore()).isEqualTo(hasMore);
    }

    private void send(UserId from, UserId to, String body) {
        store(List.of(item(from, to, body)));
    }

    private SendBatch.Item item(UserId from, UserId to, String body) {
        var id = new ClientMessageId("m-" + ids.incrementAndGet());
        return new SendBatch.Item(from, null, id, to, "text", body);
    }

    private void store(List<SendBatch.Item> sends) {
        var database = tables().database();
        new PostgresMessageStore(database, clock).accept(sends);
    }

    private void mark(UserId one, UserId other, UserId whose, long delivered) {
        tables().execute(
                        "INSERT INTO message.mark (conversation_id, user_id, delivered) VALUES (?,"
                                + " ?, ?)",
                        ConversationId.between(one, other).value(),
                        whose.value(),
                        delivered);
    }

    private History history() {
        return new PostgresHistory(tables().database());
    }

    private TestDatabase tables() {
        if (tables == null) throw new IllegalStateException("not opened");
        return tables;
    }
}
