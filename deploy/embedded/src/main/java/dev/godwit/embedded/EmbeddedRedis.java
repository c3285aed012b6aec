package dev.godwit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Redis 7.0 of one's own, without a password. A process of its own; this handle is thread-safe.
public final class EmbeddedRedis extends EmbeddedServer {
    private EmbeddedRedis(ServerProcess process, int port) {
        super(process, port);
    }

    /// Starts the server and blocks until it takes connections.
    public static EmbeddedRedis start(Placement placement, Durability durability) {
        var home = ServerHome.open("Redis", placement, ServerKind.REDIS.stopSignal());
        try {
            var port = Ports.claim("Redis", placement.port());
            var program = Programs.redis(placement.cache());
            Files.createDirectories(home.data());
            var command = command(home, program, port, durability);
            return new EmbeddedRedis(
                    ServerProcess.start(ServerKind.REDIS, home, command, port), port);
        } catch (IOException e) {
            home.close();
            throw new StartFailed(
                    "Redis cannot use its directory " + home.directory() + ": " + e, e);
        } catch (StartFailed e) {
            home.close();
            throw e;
        }
    }

    public String uri() {
        return "redis://" + address();
    }

    private static List<String> command(
            ServerHome home, Path program, int port, Durability durability) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of("--bind", home.seat().address(), "--port", Integer.toString(port)));
        command.addAll(List.of("--protected-mode", home.seat().isLoopback() ? "yes" : "no"));
        command.addAll(List.of("--dir", home.data().toString(), "--save", ""));
        command.addAll(List.of("--appendonly", durability == Durability.ON_DISK ? "yes" : "no"));
        return command;
    }
}
