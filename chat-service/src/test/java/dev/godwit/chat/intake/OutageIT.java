package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.database.WorkClass;
import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedPostgres;
import dev.godwit.embedded.Placement;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.lifecycle.Readiness.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// PostgreSQL stops while clients send, and comes back.
class OutageIT {
    private static final int CLIENTS = 4;

    /// Long enough for pauses that double to pass the two seconds for which a call waits.
    private static final Duration OUTAGE = Duration.ofSeconds(12);

    @TempDir private Path directory;
    private final Answers answers = new Answers();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private EmbeddedPostgres postgres;
    private TestDatabase database;
    private Service service;

    @BeforeEach
    void open() throws InterruptedException {
        postgres = EmbeddedPostgres.start(Placement.in(directory), Durability.ON_DISK);
        postgres.createDatabase("godwit");
        database =
                TestDatabase.in(postgres.jdbcUrl("godwit"), postgres.user(), postgres.password());
        service = Service.start(database.another(), _ -> {});
    }

    @AfterEach
    void close() {
        service.close();
        database.close();
        postgres.stop();
    }

    @Test
    void sendsAreUnknownMeanwhileAndNothingIsHalfWritten() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            for (var client = 0; client < CLIENTS; client++) {
                var random = new RandomClient(new Random(client), 5, 100_000);
                clients.add(executor.submit(() -> send(random)));
            }
            awaitMore(answered, 50);
            var port = postgres.port();
            postgres.stop();
            awaitMore(unknown, 5);
            await().until(() -> service.pool().readiness().status() instanceof Status.NotReady);

            postgres =
                    EmbeddedPostgres.start(
                            Placement.in(directory).onPort(port), Durability.ON_DISK);
            awaitMore(answered, 50);
            enough.set(true);
            for (var client : clients) client.get();
        }

        answers.agreeWith(database);
        assertThat(answers.count(Outcome.STORED)).isPositive();
        await().until(() -> service.pool().readiness().status() instanceof Status.Ready);
    }

    /// However long it was away: what the pool waits between its attempts must not add up.
    @Test
    void theFirstConnectionAfterALongOutageIsThereAtOnce() throws Exception {
        var port = postgres.port();
        postgres.stop();
        var attempts = 0;
        for (var end = System.nanoTime() + OUTAGE.toNanos(); System.nanoTime() < end; attempts++)
            assertThatThrownBy(this::asked).isInstanceOf(StoreUnavailable.class);
        assertThat(attempts).isPositive();

        postgres = EmbeddedPostgres.start(Placement.in(directory).onPort(port), Durability.ON_DISK);

        assertThat(asked()).isTrue();
    }

    private boolean asked() {
        return service.pool().of(WorkClass.HISTORY).reading(connection -> connection.isValid(1));
    }

    /// Repeats what is unknown until it is answered, as clients do.
    private void send(RandomClient client) {
        while (!enough.get()) {
            var sends = client.request();
            while (!sent(sends)) unknown.incrementAndGet();
            answered.incrementAndGet();
        }
    }

    private boolean sent(List<Item> sends) {
        try {
            answers.add(sends, service.intake().submit(sends).join());
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreUnavailable.class);
            return false;
        }
    }

    private static void awaitMore(AtomicInteger counter, int more) {
        var target = counter.get() + more;
        await().atMost(Duration.ofSeconds(30)).until(() -> counter.get() >= target);
    }
}
