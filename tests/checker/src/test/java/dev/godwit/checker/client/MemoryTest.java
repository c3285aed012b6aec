package dev.godwit.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.client.Pending.Letter;
import dev.godwit.checker.client.Pending.Purpose;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.workload.Bodies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class MemoryTest {
    private static final int BYTES = 100;

    private final Bodies bodies = new Bodies(7, "run");
    @TempDir private Path directory;

    @Test
    void withoutAPastThereIsNothing() {
        assertThat(remembered().incarnations()).isZero();
        assertThat(remembered().of("alice", "d0")).isEqualTo(Past.NONE);
    }

    @Test
    void whatWasSentAndNotAnsweredIsOpenInTheOrderItWasSent() {
        write(
                1,
                new Event.Connecting(1, "alice", "d0", "ws://one"),
                sending("1-d0-1", 0),
                sending("1-d0-2", 0),
                sending("1-d0-3", 0),
                sending("1-d1-1", 0),
                accepted(1, "1-d0-2", false, 0, false),
                new Event.Retry(1, "alice", "1-d0-1", "unavailable", 5));

        assertThat(remembered().of("alice", "d0").open())
                .containsExactly(
                        letter("1-d0-1", 0, Purpose.FIRST), letter("1-d0-3", 0, Purpose.FIRST));
        assertThat(remembered().of("alice", "d1").open())
                .containsExactly(letter("1-d1-1", 0, Purpose.FIRST));
    }

    @Test
    void whatWasRepeatedOnPurposeStaysARepeatOrAConflict() {
        write(
                1,
                new Event.Connecting(1, "alice", "d0", "ws://one"),
                sending("1-d0-1", 0),
                sending("1-d0-2", 0),
                sending("1-d0-3", 0),
                accepted(1, "1-d0-1", false, 0, false),
                accepted(1, "1-d0-2", false, 0, false),
                accepted(1, "1-d0-3", false, 0, false),
                sending("1-d0-1", 0),
                sending("1-d0-2", 1),
                sending("1-d0-3", 1),
                accepted(1, "1-d0-1", false, 4, true),
                new Event.Refused(1, "alice", "1-d0-3", "conflict"));

        assertThat(remembered().of("alice", "d0").open())
                .containsExactly(
                        letter("1-d0-1", 0, Purpose.REPEAT), letter("1-d0-2", 1, Purpose.CONFLICT));
    }

    @Test
    void theLastEntryIsThatOfAllIncarnationsWhetherReceivedOrOnesOwn() {
        write(
                1,
                new Event.Connecting(1, "alice", "d0", "ws://one"),
                new Event.Connecting(2, "alice", "d1", "ws://one"),
                message(1, 1, true),
                message(2, 9, true),
                sending("1-d0-1", 0),
                accepted(1, "1-d0-1", false, 2, true));
        write(
                2,
                new Event.Connecting(1, "alice", "d1", "ws://one"),
                new Event.Connecting(2, "alice", "d0", "ws://one"),
                message(2, 2, false),
                message(2, 3, true));

        assertThat(remembered().incarnations()).isEqualTo(2);
        assertThat(remembered().of("alice", "d0").lastN()).isEqualTo(3);
        assertThat(remembered().of("alice", "d1").lastN()).isEqualTo(9);
    }

    @Test
    void inAnotherGenerationWhatWasAcceptedIsSentAgainAndNothingWasSeen() {
        write(
                1,
                new Event.Connecting(1, "alice", "d0", "ws://one"),
                new Event.Welcomed(1, "s", "a"),
                sending("1-d0-1", 0),
                sending("1-d0-2", 0),
                accepted(1, "1-d0-1", false, 0, false),
                sending("1-d0-1", 1),
                message(1, 9, true),
                new Event.Connecting(2, "alice", "d0", "ws://one"),
                new Event.Welcomed(2, "s", "b"));

        var past = remembered().of("alice", "d0");

        assertThat(past.logs()).containsExactly("a", "b");
        assertThat(past.lastN()).isZero();
        assertThat(past.open())
                .containsExactlyInAnyOrder(
                        letter("1-d0-2", 0, Purpose.FIRST),
                        letter("1-d0-1", 0, Purpose.AFTER_RESTORE));
    }

    @Test
    void aLineThatTheKillCutOffDidNotHappen() throws IOException {
        write(
                1,
                new Event.Connecting(1, "alice", "d0", "ws://one"),
                sending("1-d0-1", 0),
                message(1, 1, true));
        var file = new RunDirectory(directory).history("c0", 1);
        var whole = Files.readString(file);
        var lastLine = whole.lastIndexOf('\n', whole.indexOf("Message"));
        Files.writeString(
                file, whole.substring(0, lastLine + 25), StandardOpenOption.TRUNCATE_EXISTING);

        var past = remembered().of("alice", "d0");

        assertThat(past.lastN()).isZero();
        assertThat(past.open()).containsExactly(letter("1-d0-1", 0, Purpose.FIRST));
    }

    private Memory remembered() {
        return Memory.of(new RunDirectory(directory), "c0", bodies);
    }

    private void write(int incarnation, Event... events) {
        var file = new RunDirectory(directory).history("c0", incarnation);
        try (var writer =
                HistoryWriter.create(file, new Event.Began("run", "c0", incarnation, 7))) {
            for (var event : events) writer.record(event);
        }
    }

    private Event sending(String id, int variant) {
        var body = bodies.body("alice", id, variant, BYTES);
        var hash = BodyHash.of(body.getBytes(StandardCharsets.UTF_8));
        return new Event.Sending(1, "alice", id, "bob", "text", hash, BYTES);
    }

    private static Event accepted(long conn, String id, boolean duplicate, long n, boolean shown) {
        return new Event.Accepted(conn, "alice", id, "bob", 1, 1, duplicate, n, shown, "");
    }

    private static Event message(long conn, long n, boolean shown) {
        return new Event.Message(conn, n, "m-" + n, "bob", "alice", n, "text", "", shown);
    }

    private static Letter letter(String id, int variant, Purpose purpose) {
        return new Letter(id, "bob", "text", BYTES, variant, purpose);
    }
}
