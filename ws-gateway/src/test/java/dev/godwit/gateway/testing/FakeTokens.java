package dev.godwit.gateway.testing;

import dev.godwit.auth.Identity;
import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.id.UserId;

import java.time.Instant;

/// Takes `USER.SECONDS` for a token of that user that expires so many seconds from now, and nothing
/// else.
public final class FakeTokens implements TokenVerifier {
    public static String of(String user) {
        return of(user, 3600);
    }

    public static String of(String user, int seconds) {
        return user + "." + seconds;
    }

    @Override
    public Verification verify(String token) {
        var parts = token.split("\\.", 2);
        if (parts.length != 2) return new Verification.Refused("token: not a good one");
        var expiresAt = Instant.now().plusSeconds(Integer.parseInt(parts[1]));
        return new Verification.Valid(new Identity(new UserId(parts[0]), expiresAt));
    }
}
