package dev.godwit.bench.stack;

import dev.godwit.config.AuthConfig;
import dev.godwit.config.ConfigReader;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A running `./godwit up`, as its data directory describes it: where its gateways and its first
/// chat service are (`stack.properties`), how they verify tokens (the first gateway's own
/// configuration), and its processes by name; `metrics`: the first gateway's.
public record RunningStack(
        AuthConfig auth, List<URI> gateways, URI chat, Map<String, Long> pids, URI metrics) {
    private static final String DESCRIPTION = "stack.properties";
    private static final String GATEWAY = "config/gateway-1.properties";

    /// `proc`: where the kernel shows processes. Throws [NoStack] where none runs.
    public static RunningStack read(Path dataDirectory, Path proc) {
        var directory = dataDirectory.toAbsolutePath().normalize();
        var description = directory.resolve(DESCRIPTION);
        var processes = new StackProcesses(directory, proc);
        if (!Files.isReadable(description) || !processes.running())
            throw new NoStack("No local stack runs in " + directory + "; start it: ./godwit up");
        var stack = load(description);
        var gateway = ConfigReader.load(directory.resolve(GATEWAY), Map.of());
        var management = load(directory.resolve(GATEWAY)).getProperty("gateway.management-port");
        return new RunningStack(
                AuthConfig.read(gateway),
                addresses(stack.getProperty("gateways", "")),
                addresses(stack.getProperty("chat-services", "")).getFirst(),
                processes.byName(),
                URI.create("http://127.0.0.1:%s/metrics".formatted(management)));
    }

    private static List<URI> addresses(String separatedByCommas) {
        return Arrays.stream(separatedByCommas.split(",", -1))
                .map(String::strip)
                .filter(uri -> !uri.isEmpty())
                .map(URI::create)
                .toList();
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
