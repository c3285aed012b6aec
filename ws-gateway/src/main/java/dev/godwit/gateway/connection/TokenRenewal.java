package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

/// Until when one connection is its user's, and how a fresh token makes that later. Runs on the
/// connection's event loop.
final class TokenRenewal {
    private final ConnectionLife life;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private long expiresAt;
    private boolean authenticating;

    TokenRenewal(
            ConnectionLife life,
            Identity identity,
            ConnectionLoop loop,
            ConnectionContext context) {
        this.life = life;
        this.loop = loop;
        this.context = context;
        this.expiresAt = identity.expiresAt().toEpochMilli();
    }

    /// Epoch milliseconds.
    long expiresAt() {
        return expiresAt;
    }

    /// By the wall clock, also where nothing ran meanwhile.
    boolean expired() {
        return context.clock().millis() >= expiresAt;
    }

    void authenticate(String token) {
        if (authenticating) {
            refuse(ErrorCode.RATE_LIMITED, 1000L, "one token at a time");
            return;
        }
        authenticating = true;
        var _ =
                context.authenticator()
                        .authenticate(token)
                        .whenComplete((verified, failure) -> loop.post(() -> verified(verified)));
    }

    private void verified(@Nullable Verification verification) {
        authenticating = false;
        switch (verification) {
            case null -> refuse(ErrorCode.UNAVAILABLE, 1000L, "the token could not be checked");
            case Verification.Refused _ -> life.close(CloseCode.UNAUTHENTICATED);
            case Verification.Valid(var identity) -> {
                if (identity.user().equals(life.user())) {
                    expiresAt = identity.expiresAt().toEpochMilli();
                    return;
                }
                refuse(ErrorCode.FORBIDDEN, null, "the token is another user's");
                life.close(CloseCode.REVOKED);
            }
        }
    }

    private void refuse(ErrorCode code, @Nullable Long retryInMs, String why) {
        life.refuse(new ServerFrame.Refusal(code, null, retryInMs, why));
    }
}
