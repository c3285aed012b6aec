package dev.godwit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL 18 of one's own, without a socket file. A process of its own; this handle is
/// thread-safe.
///
/// Everybody on the machine, or on the network it is put on, is let in as the superuser, whatever
/// the password: it is for development and tests. PostgreSQL refuses to run as root; there it runs
/// in a user namespace (`unshare -U`) in which it is nobody, and its files stay root's.
public final class EmbeddedPostgres extends EmbeddedServer {
    private static final String SUPERUSER = "postgres";
    private static final String SHARED_MEMORY_OF_THE_KILLED = "pre-existing shared memory block";
    private static final int PATIENCE_WITH_THE_KILLED = 20;

    private static final List<String> SETTINGS =
            List.of(
                    "unix_socket_directories=",
                    "max_connections=200",
                    "shared_buffers=256MB",
                    "wal_recycle=on",
                    "min_wal_size=512MB",
                    "max_wal_size=2GB",
                    "log_checkpoints=off",
                    "lc_messages=C",
                    "timezone=UTC");

    private static final List<String> UNSAFE_SETTINGS =
            List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private EmbeddedPostgres(ServerProcess process, int port) {
        super(process, port);
    }

    /// Starts the server, creating its data at the first start. Blocks until it takes connections.
    public static EmbeddedPostgres start(Placement placement, Durability durability) {
        var home = ServerHome.open("PostgreSQL", placement, ServerKind.POSTGRES.stopSignal());
        try {
            var port = Ports.claim("PostgreSQL", placement.port());
            var bin = Programs.postgres(placement.cache()).resolve("bin");
            createData(home, bin);
            forgetKilledServer(home);
            return new EmbeddedPostgres(
                    run(home, command(home, bin, port, durability), port), port);
        } catch (IOException e) {
            home.close();
            throw new StartFailed(
                    "PostgreSQL cannot use its directory " + home.directory() + ": " + e, e);
        } catch (StartFailed e) {
            home.close();
            throw e;
        }
    }

    /// Creates the database unless it is there.
    public void createDatabase(String name) {
        createDatabase(address(), name);
    }

    /// Creates the database in the server at `host:port` unless it is there.
    public static void createDatabase(String address, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "database: " + name + " (expected: [a-z][a-z0-9_]*)");
        }
        try (var connection =
                        DriverManager.getConnection(
                                jdbcUrl(address, "postgres"), SUPERUSER, SUPERUSER);
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be created", e);
        }
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(address(), database);
    }

    public String user() {
        return SUPERUSER;
    }

    public String password() {
        return SUPERUSER;
    }

    private static String jdbcUrl(String address, String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    /// What `initdb` writes lets in nobody but 127.0.0.1.
    private static Path lettingTheSubnetIn(ServerHome home) throws IOException {
        var file = home.directory().resolve("hba.conf");
        return Files.writeString(file, "host all all samenet trust\n");
    }

    /// Writes the data directory next to its place and moves it there whole, so that an interrupted
    /// first start is no corruption.
    private static void createData(ServerHome home, Path bin) throws IOException {
        if (Files.exists(home.data())) {
            return;
        }
        var draft = home.directory().resolve("data.new");
        ServerHome.delete(draft);
        var command =
                AsNobody.wrap(
                        List.of(
                                bin.resolve("initdb").toString(),
                                "--pgdata=" + draft,
                                "--username=postgres",
                                "--auth=trust",
                                "--encoding=UTF8",
                                "--no-locale",
                                "--no-sync"));
        var initdb =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(home.log().toFile())
                        .start();
        try {
            if (initdb.waitFor() != 0) {
                throw new StartFailed(
                        "PostgreSQL cannot create its data in "
                                + home.directory()
                                + ": "
                                + ServerKind.complaint(Files.readString(home.log())));
            }
        } catch (InterruptedException _) {
            initdb.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed("PostgreSQL was interrupted while it created its data");
        }
        Files.move(draft, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes the mark of a server that is gone: its process id may belong to somebody else by
    /// now, and PostgreSQL looks at the id alone.
    private static void forgetKilledServer(ServerHome home) throws IOException {
        var mark = home.data().resolve("postmaster.pid");
        if (!Files.exists(mark)) {
            return;
        }
        var lines = Files.readAllLines(mark);
        if (lines.size() > 2
                && lines.get(0).matches("\\d{1,9}")
                && lines.get(2).matches("\\d{1,12}")) {
            var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2)));
            ServerHome.livingProcess(Long.parseLong(lines.get(0)), started)
                    .ifPresent(living -> Signals.end(living, ServerKind.POSTGRES.stopSignal()));
        }
        Files.deleteIfExists(mark);
    }

    /// The children of a killed server need a moment to notice; until then PostgreSQL refuses the
    /// directory.
    private static ServerProcess run(ServerHome home, List<String> command, int port) {
        for (var attempt = 1; ; attempt++) {
            try {
                return ServerProcess.start(ServerKind.POSTGRES, home, command, port);
            } catch (StartFailed e) {
                if (attempt == PATIENCE_WITH_THE_KILLED
                        || !String.valueOf(e.getMessage()).contains(SHARED_MEMORY_OF_THE_KILLED)) {
                    throw e;
                }
            }
        }
    }

    private static List<String> command(ServerHome home, Path bin, int port, Durability durability)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(bin.resolve("postgres").toString());
        command.addAll(List.of("-D", home.data().toString(), "-p", Integer.toString(port)));
        var settings = new ArrayList<>(SETTINGS);
        settings.add("listen_addresses=" + home.seat().address());
        if (!home.seat().isLoopback()) {
            settings.add("hba_file=" + lettingTheSubnetIn(home));
        }
        if (durability == Durability.NONE) {
            settings.addAll(UNSAFE_SETTINGS);
        }
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return AsNobody.wrap(command);
    }
}
