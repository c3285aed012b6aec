package dev.godwit.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Kafka broker of one's own. A JVM process of its own; this handle is thread-safe.
public final class EmbeddedKafka extends EmbeddedServer {
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xms64m",
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1", // quick to start, for little work
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dlogback.configurationFile=dev/godwit/embedded/logback.xml");

    private EmbeddedKafka(ServerProcess process, int port) {
        super(process, port);
    }

    /// Starts the broker on this JVM's own class path and blocks until it takes connections.
    public static EmbeddedKafka start(Placement placement) {
        return start(placement, List.of());
    }

    /// Beside its port the broker has `doors`.
    public static EmbeddedKafka start(Placement placement, List<AdvertisedListener> doors) {
        var home = ServerHome.open("Kafka", placement, ServerKind.KAFKA.stopSignal());
        try {
            var port = Ports.claim("Kafka", placement.port());
            return new EmbeddedKafka(
                    ServerProcess.start(ServerKind.KAFKA, home, command(home, port, doors), port),
                    port);
        } catch (StartFailed e) {
            home.close();
            throw e;
        }
    }

    public String bootstrap() {
        return address();
    }

    private static List<String> command(ServerHome home, int port, List<AdvertisedListener> doors) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(KafkaMain.class.getName());
        command.addAll(
                List.of(home.seat().address(), Integer.toString(port), home.data().toString()));
        doors.forEach(door -> command.add(door.argument()));
        return command;
    }
}
