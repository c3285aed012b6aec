package dev.godwit.checker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// The system under test, as its clients and the judge reach it.
///
/// `gateways` are `ws://host:port` and may lead through a proxy, `badGateways` lead through proxies
/// that lose, slow and cut; `http` are `http://host:port`. Tables and presence are read directly,
/// past every proxy.
public record Target(
        String run,
        List<URI> gateways,
        List<URI> badGateways,
        List<URI> http,
        String tokenSecret,
        String tokenIssuer,
        String tokenAudience,
        String jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        String redisUri,
        Duration heartbeat,
        Duration lease,
        Duration sweep,
        int window) {

    public void write(Path file) {
        var values = new Properties();
        values.setProperty("run", run);
        values.setProperty("gateways", joined(gateways));
        values.setProperty("gateways.bad", joined(badGateways));
        values.setProperty("http", joined(http));
        values.setProperty("token.secret", tokenSecret);
        values.setProperty("token.issuer", tokenIssuer);
        values.setProperty("token.audience", tokenAudience);
        values.setProperty("jdbc.url", jdbcUrl);
        values.setProperty("jdbc.user", jdbcUser);
        values.setProperty("jdbc.password", jdbcPassword);
        values.setProperty("redis.uri", redisUri);
        values.setProperty("heartbeat.ms", Long.toString(heartbeat.toMillis()));
        values.setProperty("lease.ms", Long.toString(lease.toMillis()));
        values.setProperty("sweep.ms", Long.toString(sweep.toMillis()));
        values.setProperty("window", Integer.toString(window));
        try (var out = Files.newBufferedWriter(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Target read(Path file) {
        var values = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Target(
                text(file, values, "run"),
                uris(file, values, "gateways"),
                uris(file, values, "gateways.bad"),
                uris(file, values, "http"),
                text(file, values, "token.secret"),
                text(file, values, "token.issuer"),
                text(file, values, "token.audience"),
                text(file, values, "jdbc.url"),
                text(file, values, "jdbc.user"),
                text(file, values, "jdbc.password"),
                text(file, values, "redis.uri"),
                millis(file, values, "heartbeat.ms"),
                millis(file, values, "lease.ms"),
                millis(file, values, "sweep.ms"),
                Integer.parseInt(text(file, values, "window")));
    }

    private static String joined(List<URI> uris) {
        return uris.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    private static String text(Path file, Properties values, String key) {
        var value = values.getProperty(key);
        if (value == null) throw new IllegalArgumentException(file + ": " + key + " is missing");
        return value;
    }

    private static List<URI> uris(Path file, Properties values, String key) {
        return Arrays.stream(text(file, values, key).split(","))
                .filter(uri -> !uri.isBlank())
                .map(URI::create)
                .toList();
    }

    private static Duration millis(Path file, Properties values, String key) {
        return Duration.ofMillis(Long.parseLong(text(file, values, key)));
    }
}
