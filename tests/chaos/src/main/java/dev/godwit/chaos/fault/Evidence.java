package dev.godwit.chaos.fault;

/// That a fault happened, as `key=value` separated by blanks.
public record Evidence(String text) {
    static Evidence of(String known) {
        return new Evidence(known);
    }

    Evidence and(String key, Object value) {
        return new Evidence(text.isEmpty() ? key + "=" + value : text + " " + key + "=" + value);
    }

    Evidence and(Evidence other) {
        return new Evidence((text + " " + other.text).strip());
    }
}
