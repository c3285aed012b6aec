package dev.godwit.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

class RunningStackTest {
    @TempDir Path directory;

    @Test
    void readsWhatTheLocalStackWrote() throws IOException {
        Files.writeString(
                directory.resolve("stack.properties"),
                """
                auth.hmac-secret=0123456789abcdef0123456789abcdef
                gateways=ws://127.0.0.1:8081, ws://127.0.0.1:8082
                chat-services=http://127.0.0.1:8090
                pid.gateway-1=11
                pid.postgres=12
                """);

        var stack = RunningStack.read(directory);

        assertThat(stack.auth().hmac()).isTrue();
        assertThat(stack.gateways())
                .containsExactly(
                        URI.create("ws://127.0.0.1:8081"), URI.create("ws://127.0.0.1:8082"));
        assertThat(stack.pids()).containsEntry("gateway-1", 11L).containsEntry("postgres", 12L);
    }

    @Test
    void saysWhatToDoWhereNoStackRuns() {
        assertThatThrownBy(() -> RunningStack.read(directory))
                .isInstanceOf(NoStack.class)
                .hasMessageContaining("./godwit up");
    }
}
