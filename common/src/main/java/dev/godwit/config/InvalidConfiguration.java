package dev.godwit.config;

import java.util.List;

/// A configuration that cannot be used, with everything that is wrong with it.
public final class InvalidConfiguration extends RuntimeException {
    private final List<String> mistakes;

    InvalidConfiguration(List<String> mistakes) {
        super("configuration:\n  " + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /// One line per mistake: the key, the value (a secret's is not shown) and what was expected.
    public List<String> mistakes() {
        return mistakes;
    }
}
