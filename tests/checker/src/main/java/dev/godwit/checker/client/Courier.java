package dev.godwit.checker.client;

import dev.godwit.checker.client.Pending.Letter;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.wire.Breach;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;

/// What one device does over HTTP: each call on a virtual thread of its own, its outcome in the
/// mailbox. Thread-safe.
final class Courier {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    private final Stage stage;
    private final String user;
    private final BlockingQueue<Note> mailbox;

    Courier(Stage stage, String user, BlockingQueue<Note> mailbox) {
        this.stage = stage;
        this.user = user;
        this.mailbox = mailbox;
    }

    void post(URI service, Letter letter, String body) {
        Thread.startVirtualThread(() -> put(posted(service, letter, body)));
    }

    /// Looks up a message that was accepted in the generation `log`.
    void readBack(URI service, String peer, long seq, String log) {
        Thread.startVirtualThread(() -> put(found(service, peer, seq, log)));
    }

    private interface Call {
        Note made() throws InterruptedException;
    }

    private void put(Call call) {
        try {
            mailbox.put(call.made());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a call", e);
        }
    }

    private Call posted(URI service, Letter letter, String body) {
        return () -> {
            try {
                var answer =
                        stage.http.post(
                                service, jwt(), letter.id(), letter.peer(), letter.kind(), body);
                return new Note.Posted(letter.id(), answer);
            } catch (Breach breach) {
                return new Note.PostBroke(letter.id(), breach.what());
            }
        };
    }

    private Call found(URI service, String peer, long seq, String log) {
        return () -> {
            try {
                var page = stage.http.history(service, jwt(), peer, seq - 1, 1);
                if (!page.log().equals(log)) return new Note.NotReadBack();
                var hash =
                        page.entries().stream()
                                .filter(entry -> entry.seq() == seq)
                                .map(entry -> entry.body().getBytes(StandardCharsets.UTF_8))
                                .map(BodyHash::of)
                                .findFirst();
                return new Note.ReadBack(peer, seq, hash.orElse(""), log);
            } catch (IOException | Breach e) {
                return new Note.NotReadBack();
            }
        };
    }

    private String jwt() {
        return stage.tokens.mint(user, TOKEN_LIFE).jwt();
    }
}
