package dev.godwit.chaos.cluster;

import dev.godwit.embedded.RunLocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configuration files of the services, in which every other process is behind a link of the
/// service's own.
///
/// All share one machine, so little is done at the same time: few lanes and workers make larger
/// batches.
record ServiceConfigs(
        ClusterPlan plan, Layout layout, Links links, Tenant tenant, Secrets secrets) {
    private static final int SLOTS = 16;

    Map<String, String> gateway(String name) {
        var values = shared(name);
        values.put("gateway.host", layout.seat(name).address());
        values.putAll(privateHosts(name, "gateway.management-host"));
        values.put("gateway.port", text(layout.port(name)));
        values.put("gateway.management-port", text(layout.managementPort(name)));
        values.put(
                "gateway.chat-services",
                layout.chats().stream()
                        .map(chat -> "http://" + links.at(name, chat))
                        .collect(Collectors.joining(",")));
        values.put("gateway.lanes", "1");
        values.putAll(plan.timing().gatewaySettings());
        values.putAll(settings("chat.", "database."));
        return values;
    }

    Map<String, String> chat(String name) {
        var values = shared(name);
        values.put("chat.host", layout.seat(name).address());
        values.putAll(privateHosts(name, "chat.internal-host", "chat.management-host"));
        values.put("chat.port", text(layout.port(name)));
        values.put("chat.internal-port", text(layout.internalPort(name)));
        values.put("chat.management-port", text(layout.managementPort(name)));
        values.put("chat.intake-workers", "1");
        values.put("chat.drain", "1s");
        values.put(
                "database.url",
                "jdbc:postgresql://"
                        + links.at(name, Role.POSTGRES.prefix())
                        + "/"
                        + tenant.database());
        values.put("database.user", "postgres");
        values.put("database.password", "postgres");
        values.putAll(settings("gateway."));
        return values;
    }

    /// On loopback the defaults will do, and a build from before these keys starts, too.
    private Map<String, String> privateHosts(String name, String... keys) {
        var address = layout.seat(name).address();
        return address.equals(RunLocation.LOOPBACK.address())
                ? Map.of()
                : Stream.of(keys).collect(Collectors.toMap(key -> key, _ -> address));
    }

    private Map<String, String> shared(String name) {
        var values = new TreeMap<String, String>();
        values.put("auth.hmac-secret", secrets.tokens());
        values.put("auth.issuer", Secrets.ISSUER);
        values.put("auth.audience", Secrets.AUDIENCE);
        values.put("internal.secret", secrets.internal());
        values.put(
                "redis.uri",
                "redis://%s/%d"
                        .formatted(links.at(name, Role.REDIS.prefix()), tenant.redisDatabase()));
        values.put("kafka.bootstrap", links.at(name, Role.KAFKA.prefix()));
        values.put("kafka.topic", tenant.topic());
        values.put("kafka.slots", text(SLOTS));
        return values;
    }

    /// The plan's own settings but for those of the other kind of service.
    private Map<String, String> settings(String... othersPrefixes) {
        var values = new TreeMap<>(plan.settings());
        for (var prefix : othersPrefixes) values.keySet().removeIf(key -> key.startsWith(prefix));
        return values;
    }

    static void write(Path file, Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
