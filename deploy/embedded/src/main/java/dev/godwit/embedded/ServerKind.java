package dev.godwit.embedded;

import java.util.List;

/// What differs between the three servers seen as processes.
///
/// `readyLine` stands in the log once the server takes connections; `stopSignal` asks it to stop
/// without waiting for its clients.
enum ServerKind {
    POSTGRES("PostgreSQL", "database system is ready to accept connections", "INT"),
    REDIS("Redis", "Ready to accept connections", "TERM"),
    KAFKA("Kafka", "godwit: Kafka is ready", "TERM");

    private static final List<String> COMPLAINTS =
            List.of("FATAL", "PANIC", "ERROR", "rror", "Bad ", "Exception", "Can't", "Wrong");

    private final String label;
    private final String readyLine;
    private final String stopSignal;

    ServerKind(String label, String readyLine, String stopSignal) {
        this.label = label;
        this.readyLine = readyLine;
        this.stopSignal = stopSignal;
    }

    String label() {
        return label;
    }

    String readyLine() {
        return readyLine;
    }

    String stopSignal() {
        return stopSignal;
    }

    /// The one line for a server that refused its data.
    StartFailed unusable(ServerHome home, String log) {
        return new StartFailed(
                label
                        + " cannot use the data in "
                        + home.directory()
                        + " ("
                        + complaint(log)
                        + "); look into "
                        + home.log()
                        + ", or start with empty data: --fresh");
    }

    /// The first line of a log that sounds like the reason of a failure.
    static String complaint(String log) {
        var lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream()
                .filter(line -> COMPLAINTS.stream().anyMatch(line::contains))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    }
}
