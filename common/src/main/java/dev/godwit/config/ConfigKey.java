package dev.godwit.config;

/// One key of the configuration as `docs/reference/configuration.md` lists it. `required`: there is
/// no default and the key must be given. `otherwise`: the default as one would write it, empty
/// where there is none.
public record ConfigKey(
        String key, boolean required, String otherwise, String expected, String meaning) {
    /// What stands before the first dot: keys of one section belong to one part of a process.
    public String section() {
        return section(key);
    }

    static String section(String key) {
        var dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    /// The environment variable that overrides the file.
    public String environment() {
        return environment(key);
    }

    static String environment(String key) {
        return "GODWIT_" + key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
    }
}
