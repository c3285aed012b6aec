package dev.godwit.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A person, as the `sub` of their token names them. 1–128 characters of `[A-Za-z0-9_.@:+-]`.
public record UserId(@JsonValue String value) implements Comparable<UserId> {
    private static final Alphabet ALPHABET = new Alphabet("_.@:+-", 128);

    @JsonCreator
    public UserId {
        ALPHABET.check("user", value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
