package dev.godwit.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Which life of the database a position was counted in; another one begins where the database is
/// replaced by an older copy of itself. Positions (`n`, `seq`, cursors) of two generations say
/// nothing about each other. Compared for equality only. 1–64 characters of `[A-Za-z0-9_-]`.
public record LogGeneration(@JsonValue String value) {
    private static final Alphabet ALPHABET = new Alphabet("_-", 64);

    @JsonCreator
    public LogGeneration {
        ALPHABET.check("log", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
