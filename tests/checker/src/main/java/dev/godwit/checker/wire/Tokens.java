package dev.godwit.checker.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens as the issuer of the system under test would: JWTs with HS256. Thread-safe.
public record Tokens(String secret, String issuer, String audience) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    /// A token and when it ends, in epoch milliseconds.
    public record Token(String jwt, long expiresAt) {}

    /// Ends on a full second: at most one earlier than `life` from now.
    public Token mint(String user, Duration life) {
        var now = System.currentTimeMillis();
        var expires = (now + life.toMillis()) / 1000;
        var claims =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sub", user)
                        .put("iat", now / 1000)
                        .put("exp", expires);
        if (!issuer.isEmpty()) claims.put("iss", issuer);
        if (!audience.isEmpty()) claims.put("aud", audience);
        var content = HEADER + "." + base64(claims.toString());
        return new Token(content + "." + signature(content), expires * 1000);
    }

    private String signature(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Tokens[issuer=%s, audience=%s]".formatted(issuer, audience);
    }
}
