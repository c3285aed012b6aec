package dev.godwit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

class CommandLineTest {
    private static final int WRONG_USAGE = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEachCommand() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("up ", "token ", "chat ", "bench ", "chaos ");
    }

    @Test
    void aUserIdThatIsNoneIsNamed() {
        assertThat(run("token", "a b")).isEqualTo(WRONG_USAGE);

        assertThat(err.toString()).contains("user: \"a b\"");
    }

    @Test
    void aChatNeedsTwoPeople() {
        assertThat(run("chat", "--as", "alice")).isEqualTo(WRONG_USAGE);

        assertThat(err.toString()).contains("--with");
    }

    @Test
    void aCountThatMakesNoSenseIsOneLine() {
        assertThat(run("up", "--gateways", "0")).isEqualTo(Godwit.FAILED);

        assertThat(err.toString()).hasLineCount(1).contains("--gateways 0 (expected: 1..64)");
    }

    @Test
    void portsThatMeetAreOneLine() {
        assertThat(run("up", "--gateway-port", "8090")).isEqualTo(Godwit.FAILED);

        assertThat(err.toString()).hasLineCount(1).contains("chat-1 and gateway-1", "8090");
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(run("down")).isEqualTo(WRONG_USAGE);
    }

    @Test
    void theDeviceOfAUserIsTheSameEachTimeAndDiffersByUser() {
        assertThat(ChatCommand.usualDevice(new UserId("alice"))).hasToString("cli-alice");
        assertThat(ChatCommand.usualDevice(new UserId("a@b")))
                .isEqualTo(ChatCommand.usualDevice(new UserId("a@b")))
                .isNotEqualTo(ChatCommand.usualDevice(new UserId("a.b")));
        assertThat(ChatCommand.usualDevice(new UserId("x".repeat(128))).value())
                .hasSizeLessThanOrEqualTo(64);
    }

    private int run(String... arguments) {
        return Godwit.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
