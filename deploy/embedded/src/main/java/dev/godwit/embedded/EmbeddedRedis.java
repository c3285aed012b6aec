package dev.godwit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Redis 7.0 of one's own, without a password. A process of its own; this handle is thread-safe.
public final class EmbeddedRedis extends EmbeddedServer {
    private final String scheme;

    private EmbeddedRedis(ServerProcess process, int port, String scheme) {
        super(process, port);
        this.scheme = scheme;
    }

    /// Starts the server and blocks until it takes connections.
    public static EmbeddedRedis start(Placement placement, Durability durability) {
        return start(placement, durability, "redis", "--port", List.of());
    }

    /// The same for connections with TLS alone.
    public static EmbeddedRedis start(Placement placement, Durability durability, SelfSigned tls) {
        var certificate = List.of("--tls-cert-file", tls.certificate().toString());
        var key = List.of("--tls-key-file", tls.key().toString(), "--tls-auth-clients", "no");
        var options = Stream.of(certificate, key, List.of("--port", "0")).flatMap(List::stream);
        return start(placement, durability, "rediss", "--tls-port", options.toList());
    }

    private static EmbeddedRedis start(
            Placement placement,
            Durability durability,
            String scheme,
            String portOption,
            List<String> options) {
        var home = ServerHome.open("Redis", placement, ServerKind.REDIS.stopSignal());
        try {
            var port = Ports.claim("Redis", placement.port());
            var program = Programs.redis(placement.cache());
            Files.createDirectories(home.data());
            var command = command(home, program, durability);
            command.addAll(List.of(portOption, Integer.toString(port)));
            command.addAll(options);
            return new EmbeddedRedis(
                    ServerProcess.start(ServerKind.REDIS, home, command, port), port, scheme);
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
        return scheme + "://" + address();
    }

    private static List<String> command(ServerHome home, Path program, Durability durability) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of("--bind", home.seat().address()));
        command.addAll(List.of("--protected-mode", home.seat().isLoopback() ? "yes" : "no"));
        command.addAll(List.of("--dir", home.data().toString(), "--save", ""));
        command.addAll(List.of("--appendonly", durability == Durability.ON_DISK ? "yes" : "no"));
        return command;
    }
}
