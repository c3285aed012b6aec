package dev.godwit.chat.message;

import static dev.godwit.chat.message.Sends.ALICE;
import static dev.godwit.chat.message.Sends.BOB;
import static dev.godwit.chat.message.Sends.LAPTOP;
import static dev.godwit.chat.message.Sends.PHONE;
import static dev.godwit.chat.message.Sends.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

class PostgresMessageStoreIT extends MessageStoreContract {
    private TestDatabase database;
    private MessageStore store;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        store = new PostgresMessageStore(database.database(), InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    MessageStore store() {
        return store;
    }

    @Override
    void register(UserId user, DeviceId device) {
        database.execute(
                "INSERT INTO inbox.device VALUES (?, ?, 0, 1, now(), now())",
                user.value(),
                device.value());
    }

    @Override
    void block(UserId user, UserId blocked) {
        database.execute("INSERT INTO inbox.block VALUES (?, ?)", user.value(), blocked.value());
    }

    @Test
    void theBytesAreThoseThatWereSent() {
        var body = "a\0b 😀 \\ \" {,} NULL é";

        store.accept(List.of(send(ALICE, BOB, "a-1", body), send(ALICE, BOB, "a-2", "")));

        assertThat(
                        database.query(
                                "SELECT body FROM message.message ORDER BY seq",
                                row -> new String(row.getBytes(1), StandardCharsets.UTF_8)))
                .containsExactly(body, "");
    }

    @Test
    void aRepeatedSendDoesNotHinderItsNeighboursHoweverOftenItComes() {
        store.accept(List.of(send(ALICE, BOB, "a-1", "one")));

        for (var round = 2; round <= 4; round++)
            assertThat(
                            store.accept(
                                            List.of(
                                                    send(ALICE, BOB, "a-" + round, "new"),
                                                    send(ALICE, BOB, "a-1", "one"),
                                                    send(BOB, ALICE, "a-" + round, "new")))
                                    .results())
                    .extracting(Result::outcome)
                    .containsExactly(Outcome.STORED, Outcome.DUPLICATE, Outcome.STORED);
        assertThat(
                        database.query(
                                "SELECT seq FROM message.message ORDER BY seq",
                                row -> row.getInt(1)))
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void bothLogsAndTheConversationAgreeWithTheMessages() {
        register(ALICE, PHONE);
        register(ALICE, LAPTOP);

        store.accept(List.of(send(ALICE, BOB, "a-1", "one"), send(ALICE, BOB, "a-2", "two")));

        assertThat(
                        database.query(
                                "SELECT user_id, n, seq, own, origin_device FROM inbox.entry"
                                        + " ORDER BY user_id, n",
                                row ->
                                        "%s %d %d %s %s"
                                                .formatted(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getLong(3),
                                                        row.getBoolean(4),
                                                        row.getString(5))))
                .containsExactly(
                        "alice 1 1 true phone",
                        "alice 2 2 true phone",
                        "bob 1 1 false null",
                        "bob 2 2 false null");
        assertThat(
                        database.query(
                                "SELECT low_user, high_user, last_seq FROM message.conversation",
                                row -> row.getString(1) + row.getString(2) + row.getLong(3)))
                .containsExactly("alicebob2");
        assertThat(
                        database.query(
                                "SELECT user_id FROM message.member ORDER BY user_id",
                                row -> row.getString(1)))
                .containsExactly("alice", "bob");
    }

    @Test
    void whoIsNewGetsALogInTheTransactionOfTheBatch() {
        database.execute("ALTER TABLE inbox.log ADD created_in xid8 DEFAULT pg_current_xact_id()");

        store.accept(List.of(send(ALICE, BOB, "a-1", "one")));

        assertThat(
                        database.query(
                                """
                                SELECT created_in::text FROM inbox.log
                                UNION
                                SELECT xmin::text FROM message.message\
                                """,
                                row -> row.getLong(1)))
                .hasSize(1);
    }
}
