package dev.godwit.checker.client;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What a device means to do later, each thing once. Owned by its device; monotonic nanoseconds.
final class Alarms {
    enum Alarm {
        CONNECT,
        ACKNOWLEDGE,
        LEAVE,
        DISPLACE,
        MOVE,
        RENEW_TOKEN,
        TOKEN_IS_OVER,
        CUT,
        GIVE_UP
    }

    private final Map<Alarm, Long> times = new EnumMap<>(Alarm.class);

    void set(Alarm alarm, long at) {
        times.put(alarm, at);
    }

    /// Unless it is set for an earlier time.
    void setIfEarlier(Alarm alarm, long at) {
        times.merge(alarm, at, Math::min);
    }

    void clear(Alarm alarm) {
        times.remove(alarm);
    }

    /// Those whose time has come; each is returned once.
    Set<Alarm> due(long now) {
        var due = EnumSet.noneOf(Alarm.class);
        times.forEach((alarm, at) -> {
            if (at <= now) due.add(alarm);
        });
        times.keySet().removeAll(due);
        return due;
    }

    /// [Long#MAX_VALUE] where there is none.
    long next() {
        return times.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
}
