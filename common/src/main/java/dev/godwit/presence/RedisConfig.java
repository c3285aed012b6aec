package dev.godwit.presence;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.Secret;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.util.JedisURIHelper;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;

/// The Redis that keeps presence: `redis://[user:password@]host:port[/database]`, or `rediss` for
/// TLS, where the server's certificate must name the host and come from an authority in
/// `truststore`, or where that is empty from one that the JVM trusts. Printed without its
/// passwords.
public record RedisConfig(URI uri, String truststore, Secret truststorePassword) {
    /// Reports what is no such URI without repeating it: it may hold a password.
    public static RedisConfig read(ConfigReader settings) {
        var uri =
                settings.text(
                        "redis.uri",
                        "redis://127.0.0.1:6379",
                        "Where presence is kept: redis://[user:password@]host:port[/database], or"
                                + " rediss for TLS.");
        var config =
                new RedisConfig(
                        parsed(uri, settings),
                        settings.text(
                                "redis.truststore",
                                "",
                                "PKCS12 file with the authorities that Redis's certificate may"
                                        + " come from. Empty: those that the JVM trusts."),
                        settings.optionalSecret(
                                "redis.truststore-password", "Of `redis.truststore`."));
        config.check(settings);
        return config;
    }

    /// A server that the JVM trusts, or one without TLS.
    public static RedisConfig at(URI uri) {
        return new RedisConfig(uri, "", new Secret(""));
    }

    /// Connects when it is first used. `timeout`: for a connection, for a place in the pool and for
    /// each answer.
    public RedisClient client(String name, int connections, Duration timeout) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxWait(timeout);
        var client =
                DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) timeout.toMillis())
                        .clientName(name)
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri));
        if (JedisURIHelper.isRedisSSLScheme(uri)) client.sslOptions(tls());
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(client.build())
                .poolConfig(pool)
                .build();
    }

    @Override
    public String toString() {
        return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    private SslOptions tls() {
        var tls = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        if (!truststore.isEmpty()) {
            tls.trustStoreType("PKCS12").truststore(new File(truststore), password());
        }
        return tls.build();
    }

    private char[] password() {
        return truststorePassword.value().toCharArray();
    }

    private void check(ConfigReader settings) {
        if (truststore.isEmpty()) return;
        try {
            KeyStore.getInstance(new File(truststore), password());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            settings.mistake(
                    "redis.truststore: %s (expected: a PKCS12 file, and its password; %s)"
                            .formatted(truststore, e.getMessage()));
        }
    }

    private static URI parsed(String text, ConfigReader settings) {
        try {
            var uri = URI.create(text);
            var redis = JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri);
            if (redis && uri.getHost() != null && uri.getPort() >= 0) return uri;
        } catch (IllegalArgumentException e) {
            // falls through to the same report
        }
        settings.mistake("redis.uri: *** (expected: redis://host:port or rediss://host:port)");
        return URI.create("redis://none:0");
    }
}
