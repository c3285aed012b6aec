package dev.godwit.embedded;

import java.nio.file.Path;

/// The main class of a JVM that starts servers and then waits to be killed: `Starter persistent
/// <directory>`, or `Starter temporary`.
///
/// It prints one line: the process ids of its PostgreSQL and its Redis and their directory.
final class Starter {
    private Starter() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        var postgres = placement(arguments, "postgres");
        var redis = placement(arguments, "redis");
        var pids =
                EmbeddedPostgres.start(postgres, Durability.ON_DISK).pid()
                        + " "
                        + EmbeddedRedis.start(redis, Durability.ON_DISK).pid();
        System.out.println(pids + " " + postgres.directory() + " " + redis.directory());
        System.out.flush();
        Thread.currentThread().join();
    }

    private static Placement placement(String[] arguments, String server) {
        return arguments[0].equals("temporary")
                ? Placement.fresh()
                : Placement.in(Path.of(arguments[1], server));
    }
}
