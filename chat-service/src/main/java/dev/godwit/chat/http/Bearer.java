package dev.godwit.chat.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;

import org.jspecify.annotations.Nullable;

/// The token of `Authorization: Bearer TOKEN` (RFC 6750).
public final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /// Null where there is none.
    public static @Nullable String token(RequestHeaders headers) {
        var value = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return null;
        return value.substring(SCHEME.length()).strip();
    }
}
