package dev.godwit.chat.internalapi;

import com.linecorp.armeria.common.RequestHeaders;

import dev.godwit.chat.http.Bearer;
import dev.godwit.config.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What the processes of one installation know each other by. Thread-safe.
final class InternalSecret {
    private final byte[] expected;

    InternalSecret(Secret secret) {
        this.expected = secret.value().getBytes(StandardCharsets.UTF_8);
    }

    /// Takes the same time however much of a wrong secret is right.
    boolean isIn(RequestHeaders headers) {
        var given = Bearer.token(headers);
        return given != null
                && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    }
}
