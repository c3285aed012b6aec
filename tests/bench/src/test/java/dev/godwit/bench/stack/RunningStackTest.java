package dev.godwit.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class RunningStackTest {
    @TempDir Path directory;
    @TempDir Path proc;

    @BeforeEach
    void aStackOfSevenProcesses() throws IOException {
        file(
                "stack.properties",
                """
                gateways=ws://127.0.0.1:8081,ws://127.0.0.1:8082
                chat-services=http://127.0.0.1:8090,http://127.0.0.1:8091
                tls=false
                """);
        file(
                "config/gateway-1.properties",
                """
                auth.hmac-secret=0123456789abcdef0123456789abcdef
                auth.issuer=somebody
                gateway.port=8081
                gateway.management-port=8281
                """);
        file("running", "10\n");
        file("postgres/pid", "11 1764000000000\n");
        file("redis/pid", "12 1764000000000\n");
        file("kafka/pid", "13 1764000000000\n");
        process(10, "java", "dev.godwit.local.Godwit", "up");
        service(14, "gateway-1", directory);
        service(15, "chat-1", directory);
        service(16, "gateway-1", proc);
    }

    @Test
    void readsWhereTheGatewaysAreAndHowTheyVerify() {
        var stack = RunningStack.read(directory, proc);

        assertThat(stack.metrics()).hasToString("http://127.0.0.1:8281/metrics");
        assertThat(stack.auth().hmac()).isTrue();
        assertThat(stack.auth().issuer()).isEqualTo("somebody");
        assertThat(stack.chat()).hasToString("http://127.0.0.1:8090");
        assertThat(stack.gateways())
                .containsExactly(
                        URI.create("ws://127.0.0.1:8081"), URI.create("ws://127.0.0.1:8082"));
    }

    @Test
    void findsItsOwnProcessesAndNotThoseOfAnotherStack() {
        assertThat(RunningStack.read(directory, proc).pids())
                .isEqualTo(
                        Map.of(
                                "supervisor", 10L,
                                "postgres", 11L,
                                "redis", 12L,
                                "kafka", 13L,
                                "gateway-1", 14L,
                                "chat-1", 15L));
    }

    @Test
    void saysWhatToDoWhereTheStackHasStopped() throws IOException {
        Files.delete(directory.resolve("running"));

        assertThatThrownBy(() -> RunningStack.read(directory, proc))
                .isInstanceOf(NoStack.class)
                .hasMessageContaining("./godwit up");
    }

    private void file(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void service(long pid, String name, Path stack) throws IOException {
        var config = stack.resolve("config").resolve(name + ".properties");
        process(pid, "java", "-Dgodwit.process=" + name, "Main", "--config", config.toString());
    }

    private void process(long pid, String... words) throws IOException {
        var process = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
    }
}
