package dev.godwit.embedded;

import java.nio.file.Path;
import java.util.stream.Stream;

/// The main class of the process that [EmbeddedKafka] starts: `KafkaMain <address> <port> <data
/// directory> <doors>`.
///
/// Ends on SIGTERM; says on standard output when it is ready.
final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] arguments) {
        try {
            var doors = Stream.of(arguments).skip(3).map(AdvertisedListener::parse).toList();
            var port = Integer.parseInt(arguments[1]);
            var broker = KafkaBroker.start(Path.of(arguments[2]), arguments[0], port, doors);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-stop"));
            say(ServerKind.KAFKA.readyLine());
            broker.awaitEnd();
        } catch (StartFailed e) {
            say("ERROR " + e.getMessage());
            // A broker that failed half-way leaves threads behind that would keep the JVM alive.
            Runtime.getRuntime().halt(1);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
