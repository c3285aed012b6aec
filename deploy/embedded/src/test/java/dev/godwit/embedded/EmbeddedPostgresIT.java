package dev.godwit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

class EmbeddedPostgresIT {
    @TempDir Path directory;

    @Test
    void dataSurvivesARestart() throws Exception {
        try (var postgres = start()) {
            postgres.createDatabase("godwit");
            postgres.createDatabase("godwit");
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var postgres = start()) {
            assertThat(answer(postgres)).isEqualTo(42);
        }
    }

    @Test
    void committedDataSurvivesAKill() throws Exception {
        try (var postgres = start()) {
            postgres.createDatabase("godwit");
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
            var killed = postgres.onExit();

            Kill.now(postgres.pid());

            assertThat(killed.get(10, TimeUnit.SECONDS)).isNotZero();
            assertThat(postgres.isAlive()).isFalse();
        }
        try (var postgres = start()) {
            assertThat(answer(postgres)).isEqualTo(42);
        }
    }

    @Test
    void theMarkOfAServerLongGoneDoesNotPreventAStart() throws Exception {
        start().stop();
        var somebodyElse = ProcessHandle.current().pid();
        var mark = "%d\n%s\n1000000000\n5432\n\n127.0.0.1\n".formatted(somebodyElse, directory);
        Files.writeString(directory.resolve("data").resolve("postmaster.pid"), mark);

        try (var postgres = start()) {
            assertThat(postgres.isAlive()).isTrue();
        }
    }

    @Test
    void aDirectoryInUseIsRefused() {
        try (var _ = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use by another running process");
        }
    }

    @Test
    void corruptDataIsOneLine() throws Exception {
        start().stop();
        Files.writeString(directory.resolve("data").resolve("global").resolve("pg_control"), "?");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartFailed.class)
                .message()
                .contains(directory.toString(), "--fresh")
                .doesNotContain("\n");
    }

    @Test
    void aTakenPortIsOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var placement = Placement.in(directory).onPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedPostgres.start(placement, Durability.ON_DISK))
                    .isInstanceOf(StartFailed.class)
                    .message()
                    .contains("PostgreSQL", "127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\n");
        }
    }

    @Test
    void aTemporaryServerLeavesNothing() {
        var placement = Placement.fresh();
        var postgres = EmbeddedPostgres.start(placement, Durability.NONE);
        assertThat(placement.directory()).exists();

        postgres.stop();

        assertThat(postgres.isAlive()).isFalse();
        assertThat(placement.directory()).doesNotExist();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(Placement.in(directory), Durability.ON_DISK);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("godwit"), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int answer(EmbeddedPostgres postgres) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("godwit"), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT answer FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
