package dev.godwit.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The id a client gives a message before sending it: unique for its sender in its conversation, so
/// that a retry is recognised. 1–64 characters of `[A-Za-z0-9_-]`.
public record ClientMessageId(@JsonValue String value) implements Comparable<ClientMessageId> {
    private static final Alphabet ALPHABET = new Alphabet("_-", 64);

    @JsonCreator
    public ClientMessageId {
        ALPHABET.check("id", value);
    }

    @Override
    public int compareTo(ClientMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
