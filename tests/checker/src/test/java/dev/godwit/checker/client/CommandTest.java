package dev.godwit.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CommandTest {
    @Test
    void everyCommandIsReadAsItWasWritten() {
        var commands =
                List.of(
                        new Command.Quiesce(),
                        new Command.Drop(30),
                        new Command.Pace(12.5),
                        new Command.Finish());

        assertThat(commands)
                .allSatisfy(command -> assertThat(Command.parse(command.line())).contains(command));
    }

    @Test
    void whatIsNoCommandIsNothing() {
        assertThat(List.of("", "drop", "drop all", "pace", "stop"))
                .allSatisfy(line -> assertThat(Command.parse(line)).isEmpty());
    }

    @Test
    void progressIsReadAsItWasWritten() {
        var latency = new Progress.Latency(3, 1.5, 20, 21);
        var progress =
                new Progress(
                        1,
                        true,
                        false,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        10,
                        11,
                        12,
                        13,
                        14,
                        15,
                        latency,
                        Progress.Latency.NONE);

        assertThat(Progress.parse(progress.line())).isEqualTo(progress);
    }
}
