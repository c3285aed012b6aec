package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Role;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The faults by the names that people choose them by.
public enum FaultKind {
    GATEWAY_KILL(Family.KILL, "kill -9 of a gateway"),
    CHAT_KILL(Family.KILL, "kill -9 of a chat service"),
    POSTGRES_KILL(Family.KILL, "kill -9 of PostgreSQL with all its processes"),
    REDIS_KILL(Family.KILL, "kill -9 of Redis, which returns with its data"),
    REDIS_WIPE(Family.KILL, "kill -9 of Redis, which returns empty"),
    KAFKA_KILL(Family.KILL, "kill -9 of Kafka"),
    CLIENTS_KILL(Family.KILL, "kill -9 of a client process"),
    GATEWAY_PAUSE(Family.PAUSE, "SIGSTOP of a gateway for 1-5 times its lease"),
    CHAT_PAUSE(Family.PAUSE, "SIGSTOP of a chat service"),
    POSTGRES_PAUSE(Family.PAUSE, "SIGSTOP of PostgreSQL with all its processes"),
    REDIS_PAUSE(Family.PAUSE, "SIGSTOP of Redis"),
    KAFKA_PAUSE(Family.PAUSE, "SIGSTOP of Kafka"),
    CLIENTS_PAUSE(Family.PAUSE, "SIGSTOP of a client process"),
    PARTITION(Family.PARTITION, "two processes cut off from each other for 2-20 s"),
    BAD_NETWORK(Family.LASTING, "some clients' links lose, slow, cut and swallow, all the time"),
    MASS_DROP(Family.UPHEAVAL, "many clients lose their connection at once"),
    GATEWAYS_ROLL(Family.UPHEAVAL, "rolling restart of all gateways"),
    CHATS_ROLL(Family.UPHEAVAL, "rolling restart of all chat services"),
    POSTGRES_DOWN(Family.OUTAGE, "PostgreSQL is killed and stays away"),
    POSTGRES_RESTART(Family.OUTAGE, "PostgreSQL is stopped politely and stays away"),
    REDIS_DOWN(Family.OUTAGE, "Redis is killed, stays away and returns with its data"),
    REDIS_EMPTY(Family.OUTAGE, "Redis is killed, stays away and returns empty"),
    KAFKA_DOWN(Family.OUTAGE, "Kafka is killed and stays away"),
    DATABASE_RESTORED(
            Family.OUTAGE,
            "PostgreSQL is replaced by a copy of itself, and the log's generation begun anew"),
    CABLE_PULL(Family.HOST, "a gateway or chat service without its network cable for 2-20 s"),
    HOST_LOSS(Family.HOST, "a gateway's host without power for 2-20 s");

    /// Faults that come at a pace of their own.
    public enum Family {
        KILL,
        PAUSE,
        PARTITION,
        UPHEAVAL,
        /// Only where each process has a host of its own.
        HOST,
        /// As long as is asked for, and only where asked for by name.
        OUTAGE,
        /// One, from the beginning to the end.
        LASTING
    }

    private final Family family;
    private final String meaning;

    FaultKind(Family family, String meaning) {
        this.family = family;
        this.meaning = meaning;
    }

    public Family family() {
        return family;
    }

    public String meaning() {
        return meaning;
    }

    /// As it is written on a command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /// Everything that can be but outages. `hosts`: each process has one of its own.
    public static Set<FaultKind> usual(boolean hosts) {
        var usual = all(hosts);
        usual.removeIf(kind -> kind.family == Family.OUTAGE);
        return usual;
    }

    public static Set<FaultKind> all(boolean hosts) {
        var all = EnumSet.allOf(FaultKind.class);
        if (!hosts) all.removeIf(kind -> kind.family == Family.HOST);
        return all;
    }

    /// Whom it strikes; nobody in particular where it is none.
    Optional<Role> role() {
        return switch (this) {
            case GATEWAY_KILL, GATEWAY_PAUSE, GATEWAYS_ROLL, HOST_LOSS -> Optional.of(Role.GATEWAY);
            case CHAT_KILL, CHAT_PAUSE, CHATS_ROLL -> Optional.of(Role.CHAT);
            case POSTGRES_KILL,
                    POSTGRES_PAUSE,
                    POSTGRES_DOWN,
                    POSTGRES_RESTART,
                    DATABASE_RESTORED ->
                    Optional.of(Role.POSTGRES);
            case REDIS_KILL, REDIS_WIPE, REDIS_PAUSE, REDIS_DOWN, REDIS_EMPTY ->
                    Optional.of(Role.REDIS);
            case KAFKA_KILL, KAFKA_PAUSE, KAFKA_DOWN -> Optional.of(Role.KAFKA);
            case CLIENTS_KILL, CLIENTS_PAUSE, MASS_DROP -> Optional.of(Role.CLIENTS);
            case PARTITION, BAD_NETWORK, CABLE_PULL -> Optional.empty();
        };
    }
}
