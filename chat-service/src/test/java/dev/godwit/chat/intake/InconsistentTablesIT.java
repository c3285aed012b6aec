package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// As after a restore of some tables: a log's head is behind its entries.
class InconsistentTablesIT {
    private TestDatabase database;
    private Service service;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        service = Service.start(database.another(), _ -> {});
    }

    @AfterEach
    void close() {
        service.close();
        database.close();
    }

    @Test
    void aSendThatTheTablesContradictMayBeRepeatedAndItsNeighboursAreStored() {
        submit(send("bob", "b-1"), send("carol", "c-1"));
        database.execute("UPDATE inbox.log SET head = 0 WHERE user_id = 'bob'");

        var during = submit(send("carol", "c-2"), send("bob", "b-2"), send("carol", "c-3"));
        database.execute("UPDATE inbox.log SET head = 1 WHERE user_id = 'bob'");
        var after = submit(send("bob", "b-2"));

        assertThat(during)
                .extracting(Result::outcome)
                .containsExactly(Outcome.STORED, Outcome.UNKNOWN, Outcome.STORED);
        assertThat(service.meters().counter("inconsistent").count()).isEqualTo(1);
        assertThat(after).extracting(Result::outcome).containsExactly(Outcome.STORED);
        assertThat(
                        database.query(
                                "SELECT client_id FROM message.message ORDER BY client_id",
                                row -> row.getString(1)))
                .containsExactly("b-1", "b-2", "c-1", "c-2", "c-3");
    }

    private List<Result> submit(Item... sends) {
        return service.intake().submit(List.of(sends)).join();
    }

    private static Item send(String to, String id) {
        return new Item(
                new UserId("alice"), null, new ClientMessageId(id), new UserId(to), "text", "hi");
    }
}
