package dev.godwit.local.stack;

import dev.godwit.embedded.SelfSigned;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The configuration files of the services of one plan: the same keys as in production.
///
/// All share one machine, so little is done at the same time: few lanes and workers make larger
/// batches.
record ServiceConfigs(StackPlan plan, StackSecrets secrets) {
    static final String DATABASE = "godwit";

    Map<String, String> gateway(int i) {
        var values = shared();
        values.put("gateway.host", "127.0.0.1");
        values.put("gateway.port", String.valueOf(plan.gatewayPort(i)));
        values.put(
                "gateway.management-port",
                String.valueOf(plan.gatewayPort(i) + StackPlan.MANAGEMENT));
        values.put("gateway.chat-services", String.join(",", plan.internalUrls()));
        values.put("gateway.lanes", "1");
        values.put("gateway.drain", "2s");
        return values;
    }

    Map<String, String> gateway(int i, SelfSigned tls) {
        var values = gateway(i);
        values.put("gateway.tls-certificate", tls.certificate().toString());
        values.put("gateway.tls-key", tls.key().toString());
        return values;
    }

    Map<String, String> chat(int i) {
        var values = shared();
        values.put("chat.host", "127.0.0.1");
        values.put("chat.port", String.valueOf(plan.chatPort(i)));
        values.put("chat.internal-port", String.valueOf(plan.chatPort(i) + StackPlan.INTERNAL));
        values.put("chat.management-port", String.valueOf(plan.chatPort(i) + StackPlan.MANAGEMENT));
        values.put("chat.intake-workers", "1");
        values.put("chat.drain", "1s");
        values.put(
                "database.url",
                "jdbc:postgresql://127.0.0.1:" + plan.postgresPort() + "/" + DATABASE);
        values.put("database.user", "postgres");
        values.put("database.password", "postgres");
        return values;
    }

    private Map<String, String> shared() {
        var auth = StackDescription.auth(secrets);
        var values = new LinkedHashMap<String, String>();
        values.put("auth.hmac-secret", auth.hmacSecret().value());
        values.put("auth.issuer", auth.issuer());
        values.put("auth.audience", auth.audience());
        values.put("internal.secret", secrets.internal().value());
        values.put("redis.uri", "redis://127.0.0.1:" + plan.redisPort());
        values.put("kafka.bootstrap", "127.0.0.1:" + plan.kafkaPort());
        return values;
    }

    static Path file(StackDirectory directory, String service) {
        return directory.folder("config").resolve(service + ".properties");
    }
}
