package dev.godwit.config;

/// One key of the configuration as `docs/configuration.md` lists it. `otherwise` is the default as
/// one would write it, empty where there is none.
public record ConfigKey(String key, String otherwise, String expected, String meaning) {
    /// The environment variable that overrides the file.
    public String environment() {
        return environment(key);
    }

    static String environment(String key) {
        return "GODWIT_" + key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
    }
}
