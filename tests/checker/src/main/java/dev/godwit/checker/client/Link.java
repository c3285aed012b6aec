package dev.godwit.checker.client;

import dev.godwit.checker.wire.Breach;
import dev.godwit.checker.wire.Dial;
import dev.godwit.checker.wire.Incoming;
import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.wire.ServerFrames;
import dev.godwit.checker.wire.WebSocket;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/// One connection: a virtual thread that connects, reads and puts what came into the mailbox of its
/// device, which alone writes. Ending it is for anybody.
final class Link {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NORMAL = 1000;
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final long conn;
    private final Dial dial;
    private final BlockingQueue<Note> mailbox;
    private final LongSupplier pause;
    private volatile @Nullable WebSocket socket;
    private volatile boolean cut;

    /// `pause`: milliseconds to wait before each read.
    Link(long conn, Dial dial, BlockingQueue<Note> mailbox, LongSupplier pause) {
        this.conn = conn;
        this.dial = dial;
        this.mailbox = mailbox;
        this.pause = pause;
    }

    long conn() {
        return conn;
    }

    void start() {
        Thread.startVirtualThread(this::run);
    }

    /// All in one write. A connection that does not take them is ended, which its reader reports.
    void send(List<byte[]> texts) {
        write(open -> open.texts(texts));
    }

    void pong(byte[] payload) {
        write(open -> open.pong(payload));
    }

    void sayGoodbye() {
        write(open -> open.sayClose(NORMAL));
    }

    void end() {
        cut = true;
        var open = socket;
        if (open != null) open.end();
    }

    void reset() {
        cut = true;
        var open = socket;
        if (open != null) open.reset();
    }

    private interface Writing {
        void to(WebSocket open) throws IOException;
    }

    private void write(Writing writing) {
        var open = socket;
        if (open == null) return;
        try {
            writing.to(open);
        } catch (IOException e) {
            open.end();
        }
    }

    private void run() {
        try {
            mailbox.put(ended());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a link", e);
        }
    }

    /// From the first byte to the last.
    private Note ended() throws InterruptedException {
        try {
            var open = WebSocket.connect(dial, PATIENCE);
            socket = open;
            if (cut) open.end();
            var close = readAll(open);
            open.answerClose(close.code());
            return new Note.Ended(this, close.code(), close.reason());
        } catch (EOFException e) {
            return new Note.Ended(this, 0, "end of stream");
        } catch (IOException e) {
            return new Note.Ended(this, 0, String.valueOf(e.getMessage()));
        } catch (Breach breach) {
            mailbox.put(new Note.Broke(this, breach.what()));
            return new Note.Ended(this, 0, "broken");
        } finally {
            end();
        }
    }

    private Incoming.Close readAll(WebSocket open)
            throws IOException, Breach, InterruptedException {
        while (true) {
            var wait = pause.getAsLong();
            if (wait > 0) Thread.sleep(wait);
            switch (open.receive()) {
                case Incoming.Text(var utf8) -> mailbox.put(frame(open, utf8));
                case Incoming.Ping(var payload) -> mailbox.put(new Note.Pinged(this, payload));
                case Incoming.Pong(_) -> throw new Breach("a pong nobody asked for");
                case Incoming.Close close -> {
                    return close;
                }
            }
        }
    }

    private Note frame(WebSocket open, byte[] utf8) throws IOException {
        try {
            var frame = ServerFrames.parse(utf8);
            if (frame instanceof ServerFrame.Welcome welcome) {
                open.setSilence(Duration.ofMillis(2 * welcome.heartbeatMs()).plus(MARGIN));
            }
            return new Note.Heard(this, frame);
        } catch (Breach breach) {
            return new Note.Broke(this, breach.what());
        }
    }
}
