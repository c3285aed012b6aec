package dev.godwit.local.stack;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.config.AuthConfig;
import dev.godwit.config.Secret;
import dev.godwit.embedded.SelfSigned;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a client needs to know of a local stack. `up` leaves it in the data directory, where
/// `token` and `chat` find it.
///
/// `certificate`: the PEM file to trust where the gateways speak TLS, or null.
public record StackDescription(
        List<String> gateways,
        List<String> chatServices,
        @Nullable Path certificate,
        AuthConfig auth) {
    private static final String FILE = "stack.properties";
    private static final String ISSUER = "godwit-local";
    private static final String AUDIENCE = "godwit";

    static void write(StackDirectory directory, StackPlan plan) {
        PrivateFile.write(
                directory.resolve(FILE),
                Map.of(
                        "gateways", String.join(",", plan.gatewayUrls()),
                        "chat-services", String.join(",", plan.chatUrls()),
                        "tls", String.valueOf(plan.tls())));
    }

    /// Throws [StackFailed] where no stack has ever been started.
    public static StackDescription in(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        if (!Files.exists(path.resolve(FILE)))
            throw new StackFailed(
                    "There is no local stack in " + path + "; start one first: ./godwit up");
        var values = PrivateFile.read(path.resolve(FILE));
        return new StackDescription(
                List.of(values.getProperty("gateways", "").split(",", -1)),
                List.of(values.getProperty("chat-services", "").split(",", -1)),
                "true".equals(values.getProperty("tls"))
                        ? SelfSigned.certificateIn(path.resolve("tls"))
                        : null,
                auth(StackSecrets.in(path)));
    }

    static AuthConfig auth(StackSecrets secrets) {
        return new AuthConfig(
                new Secret(secrets.tokens().value()),
                "",
                List.of("HS256"),
                ISSUER,
                AUDIENCE,
                Duration.ZERO);
    }

    public TokenIssuer tokenIssuer(InstantSource clock) {
        return new TokenIssuer(auth, clock);
    }
}
