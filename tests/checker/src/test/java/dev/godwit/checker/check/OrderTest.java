package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.history.Event.Began;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Two messages of one connection that were stored the other way round.
class OrderTest {
    private final User alice = new User("alice");
    private final Conversation conversation = new Conversation(alice, new User("bob"));
    private final Findings findings = new Findings(1);

    @TempDir private Path directory;
    private Source source;
    private Connection connection;

    @BeforeEach
    void connect() throws IOException {
        var recording = new Recording();
        var history = Recording.history("clients-1", 1);
        recording.add(history, 0, new Began("run", "clients-1", 1, 1));
        source = new Source(recording.write(directory).path().resolve(history));
        connection = new Connection(1, source, 1, alice.device("phone"), 0);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void whatWasSentLaterAndStoredBeforeIsOutOfOrder() {
        stored("first", 1, 2);
        stored("second", 2, 1);

        new Order(findings).check(conversation);

        assertThat(findings.totals()).containsOnlyKeys(Invariant.S5);
    }

    @Test
    void whatWasRepeatedOnAnotherConnectionMayOvertakeWhatStillWaitsHere() {
        stored("first", 1, 2);
        stored("second", 2, 1).elsewhere = true;

        new Order(findings).check(conversation);

        assertThat(findings.none()).isTrue();
    }

    private Message stored(String id, int attempt, long seq) {
        var message = conversation.message(alice, id);
        message.firstConnection = connection;
        message.firstAttempt = attempt;
        message.firstSent = attempt;
        message.accepted = 10;
        message.orderly = true;
        message.seq = seq;
        conversation.rows.put(seq, message);
        return message;
    }
}
