package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.message.Committed;
import dev.godwit.internalapi.SendBatch.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many clients send through two chat services at once; then the tables are read.
class SendInterleavingIT {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 60;

    private final Answers answers = new Answers();
    private final Queue<Committed> published = new ConcurrentLinkedQueue<>();
    private TestDatabase database;
    private List<Service> services;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        services =
                List.of(
                        Service.start(database.another(), published::addAll),
                        Service.start(database.another(), published::addAll));
    }

    @AfterEach
    void close() {
        services.forEach(Service::close);
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 100", "2, 3, 2000", "3, 6, 500", "4, 40, 5000"})
    void numbersHaveNoHoleAndAnswersAreTrue(long seed, int users, int ids) throws Exception {
        database.execute(
                "INSERT INTO inbox.device SELECT 'user-' || u, 'd-' || d, 0, 1, now(), now()"
                        + " FROM generate_series(0, 20, 2) u, generate_series(0, 1) d");

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            for (var client = 0; client < CLIENTS; client++) {
                var service = services.get(client % services.size());
                var random = new RandomClient(new Random(seed * 100 + client), users, ids);
                clients.add(executor.submit(() -> send(random, service)));
            }
            for (var client : clients) client.get();
        }

        services.forEach(service -> service.intake().close()); // nothing is left to be published
        answers.agreeWith(database);
        assertThat(answers.count(Outcome.STORED))
                .isEqualTo(count("message.message"))
                .isLessThan(answers.count(Outcome.DUPLICATE) + answers.count(Outcome.STORED));
        assertThat(answers.count(Outcome.CONFLICT)).isPositive();
        assertThat(published.stream().filter(this::isNew))
                .hasSize(Math.toIntExact(count("message.message")));
        assertThat(deadlocks()).containsExactly(0L);
    }

    private void send(RandomClient client, Service service) {
        for (var i = 0; i < REQUESTS; i++) {
            var sends = client.request();
            answers.add(sends, service.intake().submit(sends).join());
        }
    }

    private boolean isNew(Committed committed) {
        return committed.result().outcome() == Outcome.STORED;
    }

    private long count(String table) {
        return database.query("SELECT count(*) FROM " + table, row -> row.getLong(1)).getFirst();
    }

    private Collection<Long> deadlocks() {
        return database.query(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                row -> row.getLong(1));
    }
}
