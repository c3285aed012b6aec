package dev.godwit.chat.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.inbox.CurrentGeneration;
import dev.godwit.chat.message.PostgresMessageStore;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.SendBatch.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;

class NewGenerationIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private TestDatabase database;
    private PostgresMessageStore messages;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        messages = new PostgresMessageStore(database.database(), InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void thereIsOneFromTheStartAndThenAlwaysOne() {
        var first = CurrentGeneration.of(database.database());

        var second = NewGeneration.begin(database.config());

        assertThat(CurrentGeneration.of(database.database())).isEqualTo(second).isNotEqualTo(first);
        var ended = "SELECT id FROM inbox.generation WHERE ended IS NOT NULL";
        assertThat(database.query(ended, row -> row.getString(1))).containsExactly(first.value());
    }

    @Test
    void whatAPartialRestoreLeftBehindItsRowsIsCountedOnFrom() {
        send("m-1");
        send("m-2");
        database.execute("UPDATE inbox.log SET head = 0");
        database.execute("UPDATE message.conversation SET last_seq = 1");

        NewGeneration.begin(database.config());

        assertThat(send("m-2")).returns(Outcome.DUPLICATE, SendBatch.Result::outcome);
        assertThat(send("m-3"))
                .returns(Outcome.STORED, SendBatch.Result::outcome)
                .returns(3L, SendBatch.Result::seq);
    }

    @Test
    void whatPointsBeyondTheCopyIsSetToItsEndAndOlderRoutesAreOvertaken() {
        send("m-1");
        database.execute(
                """
                INSERT INTO inbox.device (user_id, device_id, cursor, epoch, last_seen, created)
                VALUES ('bob', 'phone', 500, 7, now(), now()), ('bob', 'tv', 0, 7, now(), now())
                """);
        database.execute(
                "INSERT INTO message.mark SELECT conversation_id, 'bob', 500 FROM"
                        + " message.conversation");

        NewGeneration.begin(database.config());

        var cursors = "SELECT cursor FROM inbox.device ORDER BY device_id";
        assertThat(database.query(cursors, row -> row.getLong(1))).containsExactly(1L, 0L);
        var marks = "SELECT delivered FROM message.mark";
        assertThat(database.query(marks, row -> row.getLong(1))).containsExactly(1L);
        var epochs = "SELECT nextval('inbox.epoch')";
        assertThat(database.query(epochs, row -> row.getLong(1)).getFirst())
                .isGreaterThan(2 * (1L << 32));
    }

    @Test
    void twoRestoresOfTheSameCopyDoNotGiveTheSameEpochs() {
        var copied = nextEpoch();
        NewGeneration.begin(database.config());
        var given = nextEpoch();
        database.execute("SELECT setval('inbox.epoch', ?)", copied);

        NewGeneration.begin(database.config());

        assertThat(nextEpoch()).isGreaterThan(given);
    }

    private long nextEpoch() {
        return database.query("SELECT nextval('inbox.epoch')", row -> row.getLong(1)).getFirst();
    }

    private SendBatch.Result send(String id) {
        var item =
                new SendBatch.Item(ALICE, null, new ClientMessageId(id), BOB, "text", "hi " + id);
        return messages.accept(List.of(item)).results().getFirst();
    }
}
