package dev.godwit.gateway.hostile;

import static dev.godwit.gateway.testing.TestClient.CLOSE;
import static dev.godwit.gateway.testing.TestClient.PING;
import static dev.godwit.gateway.testing.TestClient.TEXT;
import static dev.godwit.gateway.testing.TestClient.framed;

import dev.godwit.gateway.testing.TestClient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a client that is let in may do to take memory, and how it goes on to stay. None ever reads.
enum Attack {
    /// As many pings as the rate allows at once.
    PINGS {
        @Override
        void begin(TestClient client) throws IOException {
            repeat(client, framed(true, PING, new byte[125]), BURST);
        }
    },
    /// Nothing at all, while much is due to it.
    SILENCE_WHILE_MUCH_IS_DUE {
        @Override
        boolean muchIsDue() {
            return true;
        }

        @Override
        void begin(TestClient client) {}
    },
    /// Sends with the largest bodies, whose answers do not come.
    LARGE_SENDS {
        @Override
        void begin(TestClient client) throws IOException {
            for (var i = 0; i < 100; i++) client.raw(send(i, 64 * 1024));
        }
    },
    /// The smallest sends.
    SMALL_SENDS {
        @Override
        void begin(TestClient client) throws IOException {
            for (var i = 0; i < 900; i++) client.raw(send(i, 1));
        }
    },
    /// One message in pieces without an end, as large as it may be by then.
    FRAGMENTS {
        @Override
        void begin(TestClient client) throws IOException {
            client.frame(false, TEXT, new byte[LIMIT - 4000]);
        }

        @Override
        void goOn(TestClient client) throws IOException {
            client.frame(false, 0, new byte[1]);
        }
    },
    /// The same in pieces of one byte.
    TINY_FRAGMENTS {
        @Override
        void begin(TestClient client) throws IOException {
            client.frame(false, TEXT, new byte[1]);
            repeat(client, framed(false, 0, new byte[1]), BURST - 1);
        }

        @Override
        void goOn(TestClient client) throws IOException {
            client.frame(false, 0, new byte[1]);
        }
    },
    /// A frame that comes byte by byte.
    ALMOST_A_FRAME {
        @Override
        void begin(TestClient client) throws IOException {
            client.raw(almost(LIMIT));
        }

        @Override
        void goOn(TestClient client) throws IOException {
            client.raw(new byte[1]);
        }
    },
    /// Pieces first, then almost a frame, and all the while much is due.
    ALL_KINDS_OF_BUFFERS {
        @Override
        boolean muchIsDue() {
            return true;
        }

        @Override
        void begin(TestClient client) throws IOException {
            client.frame(false, TEXT, new byte[LIMIT - 4000]);
            client.raw(almost(LIMIT));
        }

        @Override
        void goOn(TestClient client) throws IOException {
            client.raw(new byte[1]);
        }
    },
    /// Whole frames at the limit that say nothing.
    FRAMES_AT_THE_LIMIT {
        @Override
        void begin(TestClient client) throws IOException {
            repeat(client, framed(true, TEXT, new byte[LIMIT]), 40);
        }
    },
    /// What no extension was agreed on for.
    COMPRESSED {
        @Override
        void begin(TestClient client) throws IOException {
            var frame = framed(true, TEXT, new byte[100]);
            frame[0] |= 0x40;
            repeat(client, frame, BURST);
        }
    },
    CLOSES {
        @Override
        void begin(TestClient client) throws IOException {
            repeat(client, framed(true, CLOSE, new byte[] {3, (byte) 232}), BURST);
        }
    };

    /// Of a frame, as configured.
    private static final int LIMIT = 128 * 1024;

    /// Frames at once that do not exceed the rate.
    private static final int BURST = 3_900;

    /// Takes what it can get.
    abstract void begin(TestClient client) throws IOException;

    /// What it says now and then from there on, to count as alive.
    void goOn(TestClient client) throws IOException {
        repeat(client, framed(true, PING, new byte[125]), 20);
    }

    /// Whether its log is long, so that the gateway wants to be rid of much.
    boolean muchIsDue() {
        return false;
    }

    private static void repeat(TestClient client, byte[] frame, int times) throws IOException {
        for (var i = 0; i < times; i++) client.raw(frame);
    }

    /// A frame of that length, but for its last 900 bytes.
    private static byte[] almost(int length) {
        var frame = framed(true, PING, new byte[0]);
        return ByteBuffer.allocate(length - 900)
                .put((byte) (0x80 | TEXT))
                .put((byte) 0xff)
                .putLong(length)
                .put(frame, 2, 4)
                .array();
    }

    private static byte[] send(int id, int bytes) {
        var json =
                "{\"type\":\"send\",\"id\":\"m-%d\",\"to\":\"bob\",\"body\":\"%s\"}"
                        .formatted(id, "x".repeat(bytes));
        return framed(true, TEXT, json.getBytes(StandardCharsets.US_ASCII));
    }
}
