package dev.godwit.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One installation of a client of a user. 1–64 characters of `[A-Za-z0-9_-]`, made by the client.
public record DeviceId(@JsonValue String value) implements Comparable<DeviceId> {
    private static final Alphabet ALPHABET = new Alphabet("_-", 64);

    @JsonCreator
    public DeviceId {
        ALPHABET.check("device", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
