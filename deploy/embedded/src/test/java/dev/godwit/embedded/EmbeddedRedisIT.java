package dev.godwit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class EmbeddedRedisIT {
    @TempDir Path directory;

    @Test
    void durableDataSurvivesARestart() throws Exception {
        try (var redis = start(Durability.ON_DISK)) {
            assertThat(say(redis, "SET kept hello")).isEqualTo("+OK");
        }

        try (var redis = start(Durability.ON_DISK)) {
            assertThat(say(redis, "STRLEN kept")).isEqualTo(":5");
        }
    }

    @Test
    void aKilledServerIsNoticedAndStartsAgain() throws Exception {
        try (var redis = start(Durability.ON_DISK)) {
            assertThat(say(redis, "SET kept hello")).isEqualTo("+OK");
            var killed = redis.onExit();

            Kill.now(redis.pid());

            assertThat(killed.get(10, TimeUnit.SECONDS)).isNotZero();
        }
        try (var redis = start(Durability.ON_DISK)) {
            assertThat(say(redis, "STRLEN kept")).isEqualTo(":5");
        }
    }

    @Test
    void corruptDataIsOneLine() throws Exception {
        try (var redis = start(Durability.ON_DISK)) {
            assertThat(say(redis, "SET kept hello")).isEqualTo("+OK");
        }
        var log =
                directory
                        .resolve("data")
                        .resolve("appendonlydir")
                        .resolve("appendonly.aof.1.incr.aof");
        Files.writeString(log, "nothing that Redis wrote\n");

        assertThatThrownBy(() -> start(Durability.ON_DISK))
                .isInstanceOf(StartFailed.class)
                .message()
                .contains(directory.toString(), "--fresh")
                .doesNotContain("\n");
    }

    @Test
    void aTakenPortIsOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var placement = Placement.in(directory).onPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedRedis.start(placement, Durability.NONE))
                    .isInstanceOf(StartFailed.class)
                    .message()
                    .contains("Redis", "127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\n");
        }
    }

    private EmbeddedRedis start(Durability durability) {
        return EmbeddedRedis.start(Placement.in(directory), durability);
    }

    private static String say(EmbeddedRedis redis, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        }
    }
}
