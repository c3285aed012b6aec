package dev.godwit.chaos.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// The process to which networks belong, as their namespaces' names say it: ids are used again, so
/// the time it started is part of it.
record Owner(long pid, long startedMillis) {
    private static final Pattern NAMESPACE = Pattern.compile("godwit-(\\d{1,9})-(\\d{1,15})-.*");
    private static final Duration SAME_START = Duration.ofSeconds(3);

    static Owner current() {
        return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(
                process.pid(), process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }

    static Optional<Owner> of(String namespace) {
        var words = NAMESPACE.matcher(namespace);
        return words.matches()
                ? Optional.of(
                        new Owner(Long.parseLong(words.group(1)), Long.parseLong(words.group(2))))
                : Optional.empty();
    }

    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(Owner::of)
                .map(living ->
                        Math.abs(living.startedMillis - startedMillis) < SAME_START.toMillis())
                .orElse(false);
    }

    String namespace(int network, String host) {
        return "godwit-%d-%d-%d-%s".formatted(pid, startedMillis, network, host);
    }

    /// Names of devices have 15 characters at most.
    String bridge(int network) {
        return "gwb%s.%d".formatted(Long.toString(pid, Character.MAX_RADIX), network);
    }

    String cable(int network, int host) {
        return "gwv%s.%d.%d".formatted(Long.toString(pid, Character.MAX_RADIX), network, host);
    }
}
