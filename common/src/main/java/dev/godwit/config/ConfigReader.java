package dev.godwit.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/// Reads typed values by key, from the environment first and a properties file second, and collects
/// every mistake until [#done] reports them together. Not thread-safe: used once, while a process
/// starts.
///
/// Each read names the key's default and meaning, so that what is read is also what is documented.
public final class ConfigReader {
    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Map<String, ConfigKey> read = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private ConfigReader(Map<String, String> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /// `file`: UTF-8 properties, or null for none.
    public static ConfigReader load(@Nullable Path file, Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        if (file == null) return new ConfigReader(values, environment);
        try (Reader reader = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().stream()
                    .sorted()
                    .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidConfiguration(
                    List.of("%s: cannot be read as a properties file (%s)".formatted(file, e)));
        }
        return new ConfigReader(values, environment);
    }

    /// For a process that is started as `NAME [--config FILE]`.
    public static ConfigReader ofCommandLine(String[] arguments, Map<String, String> environment) {
        if (arguments.length == 0) return load(null, environment);
        if (arguments.length == 2 && arguments[0].equals("--config"))
            return load(Path.of(arguments[1]), environment);
        throw new IllegalArgumentException(
                String.join(" ", arguments) + " (expected: --config FILE, or nothing)");
    }

    /// For tests and embedders: values as a file would hold them.
    public static ConfigReader of(Map<String, String> values) {
        return new ConfigReader(Map.copyOf(values), Map.of());
    }

    public String text(String key, String otherwise, String meaning) {
        return value(key, otherwise, "text", meaning, text -> text);
    }

    /// A text that must be given.
    public String required(String key, String expected, String meaning) {
        return value(key, null, expected, meaning, text -> text.isEmpty() ? null : text, "");
    }

    /// A secret of at least `minLength` characters that must be given.
    public Secret secret(String key, int minLength, String meaning) {
        return value(
                key,
                null,
                "a secret of at least " + minLength + " characters",
                meaning,
                text -> text.length() >= minLength ? new Secret(text) : null,
                new Secret(""));
    }

    /// A secret that may be left out.
    public Secret optionalSecret(String key, String meaning) {
        return value(key, "", "a secret, or nothing", meaning, Secret::new);
    }

    public boolean flag(String key, boolean otherwise, String meaning) {
        return value(
                key,
                String.valueOf(otherwise),
                "true or false",
                meaning,
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> null;
                        });
    }

    public int integer(String key, int otherwise, int min, int max, String meaning) {
        return value(
                key,
                String.valueOf(otherwise),
                min + ".." + max,
                meaning,
                text -> {
                    var number = Integer.parseInt(text);
                    return number >= min && number <= max ? number : null;
                });
    }

    /// A port to listen on; 0 picks a free one.
    public int port(String key, int otherwise, String meaning) {
        return integer(key, otherwise, 0, 65_535, meaning);
    }

    /// Written as `250ms`, `30s`, `10m`, `12h` or `30d`.
    public Duration duration(
            String key, Duration otherwise, Duration min, Duration max, String meaning) {
        return value(
                key,
                Durations.write(otherwise),
                Durations.write(min) + ".." + Durations.write(max),
                meaning,
                text -> {
                    var duration = Durations.parse(text);
                    return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0
                            ? duration
                            : null;
                });
    }

    /// Separated by commas; blanks around each are dropped.
    public List<String> list(String key, String otherwise, String expected, String meaning) {
        return value(
                key,
                otherwise,
                expected,
                meaning,
                text ->
                        java.util.Arrays.stream(text.split(","))
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .toList());
    }

    /// A mistake that shows only when several values are seen together.
    public void mistake(String message) {
        mistakes.add(message);
    }

    /// Throws [InvalidConfiguration] naming everything that is wrong, unknown keys of the sections
    /// that were read included.
    public void done() {
        var sections = read.values().stream().map(ConfigKey::section).distinct().toList();
        for (var key : file.keySet())
            if (!read.containsKey(key) && sections.contains(ConfigKey.section(key)))
                mistakes.add(key + ": no such key");
        if (!mistakes.isEmpty()) throw new InvalidConfiguration(mistakes);
    }

    /// What was read so far, in order.
    public List<ConfigKey> described() {
        return List.copyOf(read.values());
    }

    private <T> T value(
            String key,
            String otherwise,
            String expected,
            String meaning,
            Function<String, @Nullable T> parse) {
        T fallback = parse.apply(otherwise);
        if (fallback == null)
            throw new IllegalArgumentException(key + ": bad default " + otherwise);
        return value(key, otherwise, expected, meaning, parse, fallback);
    }

    /// `otherwise` null: the key must be given. `fallback` stands in for a wrong value until
    /// [#done] refuses it.
    private <T> T value(
            String key,
            @Nullable String otherwise,
            String expected,
            String meaning,
            Function<String, @Nullable T> parse,
            T fallback) {
        var shown = otherwise == null ? "" : otherwise;
        read.put(key, new ConfigKey(key, otherwise == null, shown, expected, meaning));
        var given = environment.getOrDefault(ConfigKey.environment(key), file.get(key));
        if (given == null) {
            if (otherwise == null)
                mistakes.add("%s: missing (expected: %s)".formatted(key, expected));
            return fallback;
        }
        T parsed = parsed(given, parse);
        if (parsed != null) return parsed;
        var masked = fallback instanceof Secret ? "***" : given;
        mistakes.add("%s: %s (expected: %s)".formatted(key, masked, expected));
        return fallback;
    }

    private static <T> @Nullable T parsed(String text, Function<String, @Nullable T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            return null; // reported by the caller, with the key and what was expected
        }
    }
}
