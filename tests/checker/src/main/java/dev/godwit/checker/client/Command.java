package dev.godwit.checker.client;

import java.util.Optional;

/// What a client process is told, one line each on its standard input. The end of the input ends
/// the process at once.
public sealed interface Command {
    /// No new messages, no misbehaviour: everybody connects, reads and acknowledges, and goes on
    /// until all sends have ended.
    record Quiesce() implements Command {}

    /// Cut this share of the connections with a reset.
    record Drop(int percent) implements Command {}

    /// New messages per second from now on, over all client processes.
    record Pace(double rate) implements Command {}

    /// Close all connections politely and end.
    record Finish() implements Command {}

    default String line() {
        return switch (this) {
            case Quiesce() -> "quiesce";
            case Drop(var percent) -> "drop " + percent;
            case Pace(var rate) -> "pace " + rate;
            case Finish() -> "finish";
        };
    }

    /// Nothing where the line is no command.
    static Optional<Command> parse(String line) {
        var words = line.strip().split(" ", 2);
        try {
            return switch (words[0]) {
                case "quiesce" -> Optional.of(new Quiesce());
                case "drop" -> Optional.of(new Drop(Integer.parseInt(words[1])));
                case "pace" -> Optional.of(new Pace(Double.parseDouble(words[1])));
                case "finish" -> Optional.of(new Finish());
                default -> Optional.empty();
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
