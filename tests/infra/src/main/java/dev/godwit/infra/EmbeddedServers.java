package dev.godwit.infra;

import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedKafka;
import dev.godwit.embedded.EmbeddedPostgres;
import dev.godwit.embedded.EmbeddedRedis;
import dev.godwit.embedded.EmbeddedServer;
import dev.godwit.embedded.Placement;

/// Servers as processes of this machine, in temporary directories, never syncing. They stop in
/// shutdown hooks of this JVM.
///
/// Kafka is a process too: a broker inside the JVM would end the tests with itself, and could not
/// be killed by one.
final class EmbeddedServers implements Servers {
    @Override
    public TestPostgres postgres() {
        var server = EmbeddedPostgres.start(Placement.fresh(), Durability.NONE);
        stopAtExit(server);
        return new TestPostgres(
                "jdbc:postgresql://127.0.0.1:" + server.port(), server.user(), server.password());
    }

    @Override
    public TestRedis redis() {
        var server = EmbeddedRedis.start(Placement.fresh(), Durability.NONE);
        stopAtExit(server);
        return new TestRedis(server.uri());
    }

    @Override
    public TestKafka kafka() {
        var server = EmbeddedKafka.start(Placement.fresh());
        stopAtExit(server);
        return new TestKafka(server.bootstrap());
    }

    private static void stopAtExit(EmbeddedServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-test-server"));
    }
}
