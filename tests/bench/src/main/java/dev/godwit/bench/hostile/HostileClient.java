package dev.godwit.bench.hostile;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// One person who does everything bad at once while `active`, and comes back after each cut. One
/// thread for each kind of attack.
public final class HostileClient implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000_000;

    private final URI gateway;
    private final String user;
    private final UnaryOperator<String> upgrades;
    private final BooleanSupplier active;
    private final Map<Attack, Integer> connections = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /// `upgrades`: makes the request for a WebSocket of that device.
    public HostileClient(
            URI gateway, String user, UnaryOperator<String> upgrades, BooleanSupplier active) {
        this.gateway = gateway;
        this.user = user;
        this.upgrades = upgrades;
        this.active = active;
        for (var attack : Attack.values())
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("hostile-" + attack)
                            .start(() -> repeat(attack)));
    }

    /// How often each attack got a connection.
    public Map<String, Integer> connections() {
        var names = new TreeMap<String, Integer>();
        connections.forEach((attack, count) -> names.put(attack.name(), count));
        return names;
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }

    private void repeat(Attack attack) {
        while (!over) {
            if (active.getAsBoolean()) once(attack);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void once(Attack attack) {
        try (var socket = new HostileSocket(gateway, user)) {
            if (attack.isUpgraded()) socket.upgrade(upgrades.apply("hostile-" + attack));
            connections.merge(attack, 1, Integer::sum);
            attack.act(socket, () -> active.getAsBoolean() && !over);
        } catch (IOException e) {
            return; // cut off or refused: it comes back
        }
    }
}
