package dev.godwit.bench.stack;

import dev.godwit.config.AuthSettings;
import dev.godwit.config.Settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// A running `./godwit up`, as the file `stack.properties` in its data directory describes it:
/// `auth.*` as every process reads them, `gateways` (WebSocket URIs), and `pid.NAME` for each
/// process.
public record RunningStack(AuthSettings auth, List<URI> gateways, Map<String, Long> pids) {
    private static final String FILE = "stack.properties";
    private static final String PID = "pid.";

    /// Throws [NoStack] where none runs.
    public static RunningStack read(Path dataDirectory) {
        var file = dataDirectory.resolve(FILE);
        if (!Files.isReadable(file))
            throw new NoStack(file + ": not there (start the local stack first: ./godwit up)");
        var properties = load(file);
        var pids = new TreeMap<String, Long>();
        for (var key : properties.stringPropertyNames())
            if (key.startsWith(PID))
                pids.put(key.substring(PID.length()), Long.valueOf(properties.getProperty(key)));
        var gateways =
                Arrays.stream(properties.getProperty("gateways", "").split(",", -1))
                        .map(String::strip)
                        .filter(uri -> !uri.isEmpty())
                        .map(URI::create)
                        .toList();
        return new RunningStack(
                AuthSettings.read(Settings.load(file, Map.of())), gateways, Map.copyOf(pids));
    }

    private static Properties load(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new NoStack("%s: %s".formatted(file, e));
        }
        return properties;
    }
}
