package dev.godwit.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.RunDirectory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LogScanTest {
    @TempDir Path temporary;

    private RunDirectory run;

    @BeforeEach
    void prepare() throws IOException {
        run = new RunDirectory(temporary);
        Files.createDirectories(run.processLogs());
    }

    @Test
    void complaintsAreCountedWhateverTheirNumbers() throws IOException {
        log(
                "gateway-1",
                """
                2026-01-01 00:00:01.000 INFO  Gateway gateway started port=8081
                2026-01-01 00:00:02.000 ERROR Uplink broken after 17 ms
                java.lang.NullPointerException: of 12
                2026-01-01 00:00:03.000 ERROR Uplink broken after 4 ms
                """);

        assertThat(LogScan.of(run))
                .containsExactly(
                        new LogScan.Finding(
                                "gateway-1",
                                2,
                                "2026-01-01 00:00:02.000 ERROR Uplink broken after 17 ms"),
                        new LogScan.Finding(
                                "gateway-1", 1, "java.lang.NullPointerException: of 12"));
    }

    @Test
    void whatAFaultMakesAServerSayIsNoComplaint() throws IOException {
        log(
                "postgres",
                """
                2026-01-01 00:00:00 UTC [1] FATAL:  the database system is starting up
                2026-01-01 00:00:00 UTC [1] LOG:  could not receive data from client
                """);

        assertThat(LogScan.of(run)).isEmpty();
    }

    private void log(String process, String text) throws IOException {
        Files.writeString(run.processLogs().resolve(process + ".log"), text);
    }
}
