package dev.godwit.checker.client;

import java.util.Optional;
import java.util.Set;

/// How a server may end a connection with a client that does nothing wrong.
final class Endings {
    static final int TOKEN = 4401;
    static final int DISPLACED = 4409;

    private static final int NO_CLOSE_FRAME = 0;
    private static final long MARGIN_MS = 1_000;

    /// Going away, internal error, restarting, overloaded, nothing acknowledged or no sign of life,
    /// displaced, too many connections.
    private static final Set<Integer> ALLOWED =
            Set.of(1001, 1011, 1012, 1013, 4408, DISPLACED, 4429);

    /// What is wrong with this end, if anything.
    static Optional<String> breach(Session session, int code, String reason) {
        if (code == NO_CLOSE_FRAME) {
            return reason.equals("http 401")
                    ? goodTokenRefused(session, reason)
                    : wrongStatus(reason);
        }
        if (session.closing() || ALLOWED.contains(code)) return Optional.empty();
        if (code == TOKEN) return goodTokenRefused(session, "close 4401");
        return Optional.of("close %d %s".formatted(code, reason));
    }

    private static Optional<String> goodTokenRefused(Session session, String how) {
        return session.tokenIsGood(System.currentTimeMillis(), MARGIN_MS)
                ? Optional.of("a good token was refused: " + how)
                : Optional.empty();
    }

    /// Too many connections, overload and a proxy without a gateway are no breach; a refusal of
    /// what is as it should be is.
    private static Optional<String> wrongStatus(String reason) {
        return reason.startsWith("http 4") && !reason.equals("http 429")
                ? Optional.of("upgrade refused: " + reason)
                : Optional.empty();
    }

    private Endings() {}
}
