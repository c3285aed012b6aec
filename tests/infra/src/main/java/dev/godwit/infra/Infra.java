package dev.godwit.infra;

import dev.godwit.embedded.Ports;

/// The servers of this test JVM. Thread-safe; the first call for a server blocks until it has
/// started.
///
/// This is the one place with static state: servers are started once per JVM, however many test
/// classes there are.
public final class Infra {
    private static final Once<Servers> SERVERS =
            new Once<>(() -> Servers.chosen(System.getProperty("godwit.infra", "embedded")));
    private static final Once<TestPostgres> POSTGRES = new Once<>(() -> SERVERS.get().postgres());
    private static final Once<TestRedis> REDIS = new Once<>(() -> SERVERS.get().redis());
    private static final Once<TestKafka> KAFKA = new Once<>(() -> SERVERS.get().kafka());

    private Infra() {}

    public static TestPostgres postgres() {
        return POSTGRES.get();
    }

    public static TestRedis redis() {
        return REDIS.get();
    }

    public static TestKafka kafka() {
        return KAFKA.get();
    }

    /// A loopback port that nobody listens on at this moment.
    public static int freePort() {
        return Ports.free();
    }
}
