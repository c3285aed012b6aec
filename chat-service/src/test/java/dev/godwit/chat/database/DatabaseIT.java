package dev.godwit.chat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedPostgres;
import dev.godwit.embedded.Placement;
import dev.godwit.infra.Infra;
import dev.godwit.infra.TestPostgres;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Readiness.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class DatabaseIT {
    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() throws InterruptedException {
        test = TestDatabase.fresh();
        database = test.database();
        test.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)");
        test.execute("INSERT INTO t VALUES (1, 0), (2, 0)");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void eachSchemaHasAHistoryOfItsOwn() {
        assertThat(
                        test.query(
                                "SELECT schemaname FROM pg_tables"
                                        + " WHERE tablename = 'flyway_schema_history' ORDER BY 1",
                                row -> row.getString(1)))
                .containsExactly("inbox", "message");
    }

    @Test
    void servicesThatStartTogetherMigrateOnce() {
        var place = Infra.postgres().freshDatabase();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> opened(place), executor);
            var second = CompletableFuture.supplyAsync(() -> opened(place), executor);

            try (var one = first.join();
                    var other = second.join()) {
                assertThat(one.readiness().status()).isInstanceOf(Status.Ready.class);
                assertThat(other.readiness().status()).isInstanceOf(Status.Ready.class);
            }
        }
    }

    @Test
    void anIndexWhoseBuildingWasCutShortIsBuiltAgain() throws InterruptedException {
        test.execute(
                "UPDATE message.flyway_schema_history SET success = false WHERE version = '3'");
        test.execute(
                "UPDATE pg_index SET indisvalid = false"
                        + " WHERE indexrelid = 'message.conversation_low'::regclass");

        test.another().close();

        assertThat(
                        test.query(
                                "SELECT indisvalid FROM pg_index WHERE indexrelid ="
                                        + " 'message.conversation_low'::regclass",
                                row -> row.getBoolean(1)))
                .containsExactly(true);
    }

    /// As for whoever waits while another process migrates in vain. What a sequence has counted is
    /// not rolled back.
    @Test
    void aMigrationThatFailsForAMomentIsBegunAgainAndOneThatAlwaysFailsIsNot() throws Exception {
        test.execute("CREATE SEQUENCE tries");
        test.execute(
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF nextval('public.tries') <= 7 THEN RAISE 'not yet'; END IF;
                    RETURN OLD;
                END $$\
                """);
        test.execute(
                """
                CREATE TRIGGER fail BEFORE DELETE ON message.flyway_schema_history
                FOR EACH ROW EXECUTE FUNCTION public.fail()\
                """);
        test.execute(
                "UPDATE message.flyway_schema_history SET success = false WHERE version = '3'");

        assertThatThrownBy(test::another).hasMessageContaining("not yet");
        assertThat(test.query("SELECT last_value FROM tries", row -> row.getInt(1)))
                .containsExactly(4);
        test.another().close();

        assertThat(test.query("SELECT last_value FROM tries", row -> row.getInt(1)))
                .containsExactly(8);
    }

    @Test
    void startingWaitsForPostgres() {
        var port = Infra.freePort();
        var place =
                new TestPostgres.Database(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        "postgres",
                        "postgres");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var opening = CompletableFuture.supplyAsync(() -> opened(place), executor);
            assertThat(opening).isNotDone();

            var postgres = EmbeddedPostgres.start(Placement.fresh().onPort(port), Durability.NONE);

            try (var opened = opening.join()) {
                assertThat(opened.readiness().name()).isEqualTo("postgres");
            } finally {
                postgres.stop();
            }
        }
    }

    /// Each statement of the class waits for a lock, and so does whoever has no connection.
    @ParameterizedTest
    @EnumSource(WorkClass.class)
    void aClassThatHasItsConnectionsInUseHoldsUpNoOther(WorkClass stuck) throws Exception {
        var patient =
                Map.of(
                        "database.statement-timeout", "60s",
                        "database.socket-timeout", "61s",
                        "database.connect-timeout", "60s");
        try (var pool = test.another(patient);
                var executor = Executors.newVirtualThreadPerTaskExecutor();
                var locks = test.holding("UPDATE t SET v = v + 1 WHERE id = 1")) {
            var raising = new ArrayList<Future<Integer>>();
            while (pool.of(stuck).waiting() == 0) {
                raising.add(
                        executor.submit(() ->
                                pool.of(stuck).inTransaction(connection -> raise(1, connection))));
                await().until(() ->
                        test.waitingForLocks() + pool.of(stuck).waiting() == raising.size());
            }

            for (var work : WorkClass.values()) {
                if (work != stuck) {
                    var raised = pool.of(work).inTransaction(connection -> raise(2, connection));
                    var read = pool.of(work).reading(connection -> connection.isValid(60));
                    assertThat(raised).isEqualTo(1);
                    assertThat(read).isTrue();
                }
            }
            assertThat(raising).noneMatch(Future::isDone);
            locks.release();

            for (var each : raising) assertThat(each.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "12, 2", "13, 2", "14, 2", "69, 64", "500, 64"})
    void theSharesMakeUpTheWholeButForTheOneOfTheProbe(int connections, int workers) {
        var shares = WorkClass.shares(connections, workers);

        assertThat(shares.values()).allMatch(share -> share > 0);
        assertThat(shares.values().stream().mapToInt(share -> share).sum())
                .isEqualTo(connections - 1);
        assertThat(shares).containsEntry(WorkClass.INTAKE, workers);
    }

    @Test
    void anEventLoopIsRefused() throws InterruptedException {
        var thrown = new AtomicReference<Throwable>();
        var loop = new EventLoop(() -> database.inTransaction(connection -> connection));
        loop.setUncaughtExceptionHandler((_, e) -> thrown.set(e));

        loop.start();
        loop.join();

        assertThat(thrown.get()).hasMessageContaining("JDBC blocks");
    }

    /// However slowly: neither runs out of time while it waits for the other, or for PostgreSQL to
    /// see the deadlock. Whoever begins again may meet the other once more.
    @Test
    void aDeadlockIsResolvedByRunningTheWorkAgain() throws Exception {
        var bothHoldOne = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        try (var patient =
                        test.another(
                                Map.of(
                                        "database.statement-timeout", "2m",
                                        "database.socket-timeout", "3m",
                                        "database.connect-timeout", "1m"));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var up =
                    executor.submit(() ->
                            raiseBoth(1, 2, bothHoldOne, attempts, patient.of(WorkClass.DEVICES)));
            var down =
                    executor.submit(() ->
                            raiseBoth(2, 1, bothHoldOne, attempts, patient.of(WorkClass.DEVICES)));
            up.get();
            down.get();
        }

        assertThat(attempts).hasValueGreaterThan(2);
        assertThat(test.query("SELECT v FROM t", row -> row.getInt(1))).containsExactly(2, 2);
    }

    @Test
    void whatAFrozenProcessHoldsIsFreeBeforeWhoeverWaitsForItGivesUp() throws Exception {
        var holds = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var frozen =
                    executor.submit(() ->
                            database.inTransaction(connection -> {
                                raise(1, connection);
                                holds.countDown();
                                passed(over);
                                return connection;
                            }));
            holds.await();

            var raised = database.inTransaction(connection -> raise(1, connection));
            over.countDown();

            assertThat(raised).isEqualTo(1);
            assertThatThrownBy(frozen::get).hasCauseInstanceOf(StoreUnavailable.class);
        }
        assertThat(test.query("SELECT v FROM t WHERE id = 1", row -> row.getInt(1)))
                .containsExactly(1);
    }

    @Test
    void aWarningAtCommitLeavesTheOutcomeUnknown() {
        test.execute(
                """
                CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE WARNING 'not replicated'; RETURN NULL; END $$\
                """);
        test.execute(
                """
                CREATE CONSTRAINT TRIGGER warn AFTER UPDATE ON t
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()\
                """);

        assertThatThrownBy(() -> database.inTransaction(connection -> raise(1, connection)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("not replicated");
    }

    @Test
    void whatFailsIsRolledBack() {
        assertThatThrownBy(() ->
                        database.inTransaction(connection -> {
                            raise(1, connection);
                            throw new IllegalStateException("half-way");
                        }))
                .hasMessage("half-way");
        assertThatThrownBy(() ->
                        database.inTransaction(
                                connection -> execute("INSERT INTO t VALUES (1, 1)", connection)))
                .isInstanceOf(ConstraintViolated.class)
                .extracting(e -> ((ConstraintViolated) e).constraint())
                .isEqualTo("t_pkey");

        assertThat(test.query("SELECT v FROM t", row -> row.getInt(1))).containsExactly(0, 0);
    }

    /// Two of these in opposite order wait for each other; the barrier is passed once each.
    private int raiseBoth(
            int first,
            int second,
            CyclicBarrier bothHoldOne,
            AtomicInteger attempts,
            Database patient) {
        var met = new AtomicBoolean();
        return patient.inTransaction(connection -> {
            attempts.incrementAndGet();
            raise(first, connection);
            if (!met.getAndSet(true)) meet(bothHoldOne);
            return raise(second, connection);
        });
    }

    private static void passed(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int raise(int id, Connection connection) throws SQLException {
        return execute("UPDATE t SET v = v + 1 WHERE id = " + id, connection);
    }

    private static int execute(String sql, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static ConnectionPool opened(TestPostgres.Database place) {
        try {
            return ConnectionPool.open(
                    TestDatabase.config(place),
                    TestDatabase.INTAKE_WORKERS,
                    TestDatabase.backoff());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As the gateway's and Armeria's threads are marked.
    private static final class EventLoop extends Thread implements NonBlocking {
        EventLoop(Runnable work) {
            super(work);
        }
    }
}
