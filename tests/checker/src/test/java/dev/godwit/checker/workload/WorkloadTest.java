package dev.godwit.checker.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class WorkloadTest {
    @TempDir private Path directory;

    @Test
    void whatIsReadIsWhatWasWritten() {
        var file = directory.resolve("workload.properties");
        var workload =
                Workload.usual(42, List.of("c0", "c1"), 100, 12.5)
                        .with(Misbehaviour.none())
                        .with(Crowd.of(50).withBadGateways(0));

        workload.write(file);

        assertThat(Workload.read(file)).isEqualTo(workload);
    }

    @Test
    void aNumberThatIsMissingUnknownOrOutOfRangeIsNamed() throws IOException {
        var file = directory.resolve("workload.properties");
        Workload.usual(42, List.of("c0"), 100, 10).write(file);
        var text = Files.readString(file);

        assertThatThrownBy(() -> read(text.replace("traffic.rate=10.0", "")))
                .hasMessageContaining("rate");
        assertThatThrownBy(() -> read(text + "traffic.rat=10\n")).hasMessageContaining("rat");
        assertThatThrownBy(() -> read(text.replace("traffic.http=0.05", "traffic.http=5")))
                .hasMessageContaining("traffic.http: 5.0 (expected: 0..1)");
    }

    private Workload read(String text) throws IOException {
        return Workload.read(Files.writeString(directory.resolve("other.properties"), text));
    }
}
