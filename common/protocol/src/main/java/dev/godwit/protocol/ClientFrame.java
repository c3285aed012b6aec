package dev.godwit.protocol;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;

/// Everything a client can say. Adding a variant breaks every switch that forgets it.
public sealed interface ClientFrame {
    /// Asks for `body` to be delivered to `to`. `id` makes a retry harmless; `kind` is the
    /// application's.
    record Send(ClientMessageId id, UserId to, String kind, String body) implements ClientFrame {
        public static final String DEFAULT_KIND = "text";

        public Send {
            Limits.kind(kind);
            Limits.body(body, Limits.MAX_BODY_BYTES);
        }
    }

    /// Everything up to log position `n` is stored on this device.
    record Ack(long n) implements ClientFrame {
        public Ack {
            Limits.notNegative("n", n);
        }
    }

    /// A fresh token for the user of this connection.
    record Auth(String token) implements ClientFrame {
        @Override
        public String toString() {
            return "Auth[token=***]";
        }
    }

    /// Asks for a `pong`.
    record Ping() implements ClientFrame {}
}
