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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class PostgresHistoryIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");

    private static final Pattern BUFFERS =
            Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

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

    /// Pages of PostgreSQL's memory that a page of the list touches, at its start and in its
    /// middle, for somebody with few conversations and somebody with many.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPageCostsTheSameHoweverManyConversationsThereAre(boolean analyzed) {
        converse(new UserId("few"), 60);
        converse(new UserId("many"), 20_000);
        if (analyzed) {
            tables().execute("ANALYZE");
        }

        var ofFew = buffers(new UserId("few"), Long.MAX_VALUE);
        var ofMany = buffers(new UserId("many"), Long.MAX_VALUE);
        var inTheMiddle = buffers(new UserId("many"), 10_000);

        // An index of 20,000 rows is a level or two deeper than one of 60.
        assertThat(ofMany).isLessThan(2 * ofFew);
        assertThat(inTheMiddle).isLessThan(2 * ofFew);
    }

    @Test
    void whatIsUnreadIsKnownWithoutReadingIt() {
        for (var i = 0; i < 3; i++) send(ALICE, BOB, "hi");
        send(BOB, ALICE, "hello");

        assertUnread(BOB, 3);
        assertUnread(ALICE, 1);
        assertThat(counters()).containsExactly("4 of 4 counted, 3 by alice");
    }

    /// As a chat service of the version before leaves it, and then as many as are not counted in
    /// one go.
    @Test
    void whatWasStoredWithoutBeingCountedIsCountedWhenItIsListed() {
        for (var i = 0; i < 3; i++) send(ALICE, BOB, "hi");
        tables().execute("UPDATE message.conversation SET counted = 2, low_sent = 2");
        send(ALICE, BOB, "not counted while one before it is not");
        assertThat(counters()).containsExactly("2 of 4 counted, 2 by alice");

        assertUnread(BOB, 4);
        assertThat(counters()).containsExactly("4 of 4 counted, 4 by alice");

        tables().execute(
                        """
                        INSERT INTO message.message
                        SELECT conversation_id, 4 + i, at, 0, 0, 'bob', 'alice', 'bulk-' || i, kind, body,
                               content_hash
                        FROM message.message, generate_series(1, 25000) i WHERE seq = 1\
                        """);
        tables().execute("UPDATE message.conversation SET last_seq = 25004");
        send(ALICE, BOB, "hi");

        assertUnread(BOB, 5);
        assertUnread(ALICE, Conversation.MAX_UNREAD);
        assertThat(counters()).containsExactly("25005 of 25005 counted, 5 by alice");
    }

    /// As chat services of the version before do that send faster than is counted.
    @Test
    void aPageIsAnsweredWithWhatIsCountedWhereCountingDoesNotEnd() {
        for (var i = 0; i < 3; i++) send(ALICE, BOB, "hi");
        tables().execute("UPDATE message.conversation SET counted = 1, low_sent = 1");
        tables().execute(
                        """
                        CREATE FUNCTION send() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN NEW.last_seq := NEW.counted + 1; RETURN NEW; END $$\
                        """);
        tables().execute(
                        """
                        CREATE TRIGGER send BEFORE UPDATE ON message.conversation
                        FOR EACH ROW EXECUTE FUNCTION send()\
                        """);

        assertUnread(BOB, 3);
        assertThat(counters()).containsExactly("302 of 303 counted, 3 by alice");

        tables().execute("DROP TRIGGER send ON message.conversation");
        assertUnread(BOB, 3);
        assertThat(counters()).containsExactly("303 of 303 counted, 3 by alice");
    }

    @Test
    void sendingAndCountingAtOnceCountsEveryMessageOnce() {
        send(ALICE, BOB, "hi");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending =
                    CompletableFuture.runAsync(
                            () -> {
                                for (var i = 0; i < 100; i++) {
                                    tables().execute(
                                                    "UPDATE message.conversation"
                                                            + " SET counted = 0, low_sent = 0");
                                    send(i % 3 == 0 ? ALICE : BOB, i % 3 == 0 ? BOB : ALICE, "hi");
                                }
                            },
                            executor);
            while (!sending.isDone()) {
                history().conversations(ALICE, null, 50);
                history().conversations(BOB, null, 50);
            }
            sending.join();
        }

        assertUnread(BOB, 35);
        assertUnread(ALICE, 66);
        assertThat(counters()).containsExactly("101 of 101 counted, 35 by alice");
    }

    private void assertUnread(UserId user, int unread) {
        assertThat(history().conversations(user, null, 50).conversations())
                .extracting(Conversation::unread)
                .containsExactly(unread);
    }

    private List<String> counters() {
        return tables().query(
                        "SELECT counted, last_seq, low_sent FROM message.conversation",
                        row ->
                                "%d of %d counted, %d by alice"
                                        .formatted(row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    /// Every other peer is the lower of the two.
    private void converse(UserId user, int conversations) {
        tables().execute(
                        """
                        WITH begun AS (
                            INSERT INTO message.conversation
                            SELECT gen_random_uuid(),
                                   CASE i % 2 WHEN 0 THEN 'a' || i ELSE ? END,
                                   CASE i % 2 WHEN 0 THEN ? ELSE 'z' || i END, 3, i, 3, 3
                            FROM generate_series(1, ?) i
                            RETURNING conversation_id, low_user, high_user, last_at
                        )
                        INSERT INTO message.message
                        SELECT conversation_id, seq, last_at, 0, 0, low_user, high_user, 'm-' || seq,
                               'text', 'hi', ''
                        FROM begun, generate_series(1, 3) seq\
                        """,
                        user.value(), user.value(), conversations);
    }

    private int buffers(UserId user, long before) {
        return tables().database()
                .reading(connection -> {
                    var sql = "EXPLAIN (ANALYZE, BUFFERS) " + ConversationReader.PAGE;
                    try (var statement = connection.prepareStatement(sql)) {
                        ConversationReader.bind(
                                statement,
                                user,
                                new ConversationCursor(before, new UUID(0, 0)),
                                51);
                        try (var rows = statement.executeQuery()) {
                            var plan = new StringBuilder();
                            while (rows.next()) plan.append(rows.getString(1)).append('\n');
                            var whole = BUFFERS.matcher(plan);
                            assertThat(whole.find()).as(plan.toString()).isTrue();
                            return Stream.of(whole.group(1), whole.group(2))
                                    .mapToInt(count -> count == null ? 0 : Integer.parseInt(count))
                                    .sum();
                        }
                    }
                });
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
