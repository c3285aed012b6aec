package dev.godwit.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Act;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Fault;
import dev.godwit.checker.history.Event.GaveUp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class HistoryTest {
    @TempDir Path directory;

    @Test
    void everyKindOfEventComesBackAsItWasRecorded() {
        var file = directory.resolve("clients/a.1.log");

        Samples.write(file);

        assertThat(Samples.EVENTS)
                .extracting(Event::getClass)
                .containsExactlyInAnyOrderElementsOf(kinds());
        assertThat(Samples.read(file)).isEqualTo(Samples.EVENTS);
        try (var reader = HistoryReader.open(file)) {
            assertThat(reader.began()).isEqualTo(Samples.BEGAN);
        }
    }

    private static Set<Class<? extends Event>> kinds() {
        return Stream.of(Act.class, Fault.class, Found.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .filter(kind -> kind != Began.class)
                .<Class<? extends Event>>map(kind -> kind.asSubclass(Event.class))
                .collect(Collectors.toSet());
    }

    @Test
    void linesAreNumberedAndTimeNeverGoesBack() {
        var file = directory.resolve("a.1.log");
        var before = System.nanoTime() / 1000;
        Samples.write(file);

        var lines = new ArrayList<Line>();
        try (var reader = HistoryReader.open(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) lines.add(line);
        }

        assertThat(lines).extracting(Line::number).startsWith(2L).doesNotHaveDuplicates();
        assertThat(lines).extracting(Line::number).isSorted();
        assertThat(lines).extracting(Line::micros).isSorted();
        assertThat(lines.getFirst().micros()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void eventsOfManyThreadsStayWholeAndEachThreadsStayInOrder() throws InterruptedException {
        var file = directory.resolve("a.1.log");
        try (var writer = HistoryWriter.create(file, Samples.BEGAN)) {
            var threads = new ArrayList<Thread>();
            for (var conn = 1; conn <= 8; conn++) threads.add(acking(writer, conn));
            for (var thread : threads) thread.join();
        }

        var events = Samples.read(file);

        assertThat(events).hasSize(8 * 1000 + 1).endsWith(new Ended());
        for (var conn = 1L; conn <= 8; conn++) {
            var number = conn;
            assertThat(events)
                    .filteredOn(event -> event instanceof Acking(var c, _) && c == number)
                    .extracting(event -> ((Acking) event).n())
                    .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
        }
    }

    private static Thread acking(HistoryWriter writer, long conn) {
        return Thread.startVirtualThread(() -> {
            for (var n = 0; n < 1000; n += 2) {
                writer.record(new Acking(conn, n), new Acking(conn, n + 1));
            }
        });
    }

    @Test
    void whatIsRecordedCanBeReadBeforeTheWriterIsClosed() {
        var file = directory.resolve("a.1.log");
        try (var writer = HistoryWriter.create(file, Samples.BEGAN)) {
            writer.record(new GaveUp("alice", "m-1"));

            assertThat(Samples.read(file)).containsExactly(new GaveUp("alice", "m-1"));
        }
    }

    @Test
    void aWriterNeverGoesOnWithAnothersFile() {
        var file = directory.resolve("a.1.log");
        Samples.write(file);
        var before = Samples.bytes(file);

        assertThatThrownBy(() -> HistoryWriter.create(file, Samples.BEGAN))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(Samples.bytes(file)).isEqualTo(before);
    }

    @Test
    void linesLongerThanAnyBufferComeBack() {
        var file = directory.resolve("a.1.log");
        var id = "x".repeat(300_000);
        try (var writer = HistoryWriter.create(file, Samples.BEGAN)) {
            for (var i = 0; i < 3; i++) writer.record(new GaveUp("alice", id + i));
        }

        assertThat(Samples.read(file))
                .containsExactly(
                        new GaveUp("alice", id + 0),
                        new GaveUp("alice", id + 1),
                        new GaveUp("alice", id + 2),
                        new Ended());
    }
}
