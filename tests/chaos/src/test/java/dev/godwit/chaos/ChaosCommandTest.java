package dev.godwit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.fault.FaultKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

class ChaosCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            new CommandLine(new ChaosCommand())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --faults gateway-kil | --faults: gateway-kil (expected: usual, all or names
                    --minutes 0          | --minutes: 0.0 (expected: more than 0
                    --gap -1             | --gap: -1.0 (expected: more than 0
                    --outage 1e9         | --outage: 1.0E9 (expected: more than 0
                    --people 1           | crowd.people: 1 (expected: 2..)
                    --gateways 0         | gateways: 0 (expected: 1..16)
                    --faults host-loss   | faults: host-loss (expected: only where each process
                    --faults cable-pull  | faults: cable-pull (expected: only where each process
                    --rate 0             | --rate: 0.0 (expected: more than 0
                    --upgrade-from none  | none/chat-service/target/lib: not there (expected: the packaged
                    """)
    void aBadValueIsOneLineThatNamesItAndWhatIsExpected(String arguments, String line) {
        assertThat(command.execute(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString().strip()).hasLineCount(1).contains(line.strip());
    }

    @Test
    void aDirectoryThatIsThereIsNotTouched(@TempDir Path directory) {
        assertThat(command.execute("--dir", directory.toString())).isEqualTo(2);

        assertThat(err.toString().strip())
                .hasLineCount(1)
                .contains(directory.toString(), "expected: a new directory");
    }

    @Test
    void whereThereCanBeNoNamespacesOneLineSaysWhy() {
        var elsewhere =
                new CommandLine(new ChaosCommand(() -> Optional.of("not root")))
                        .setErr(new PrintWriter(err));

        assertThat(elsewhere.execute("--netns")).isEqualTo(2);

        assertThat(err.toString().strip()).hasLineCount(1).contains("--netns:", "not root");
    }

    @Test
    void theHelpNamesEveryFault() {
        assertThat(command.execute("--help")).isZero();

        for (var kind : FaultKind.values()) assertThat(out.toString()).contains(kind.word());
    }
}
