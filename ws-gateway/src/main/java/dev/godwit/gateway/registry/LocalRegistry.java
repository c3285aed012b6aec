package dev.godwit.gateway.registry;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.Displacement;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.lifecycle.Occurrences;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// All connections of this gateway in memory, by user. Thread-safe: what is known of a user changes
/// in one step, and a connection is removed only by itself.
public final class LocalRegistry implements Registry {
    private final Map<UserId, LocalUser> users = new ConcurrentHashMap<>();
    private final Queue<UserId> newcomers = new ConcurrentLinkedQueue<>();
    private final OpenConnections open = new OpenConnections();
    private final UserLimits limits;
    private final RegistryMetrics metrics;
    private final LongSupplier nanoTime;
    private final Occurrences pushesDropped = new Occurrences();
    private volatile boolean draining;

    LocalRegistry(UserLimits limits, RegistryMetrics metrics, LongSupplier nanoTime) {
        this.limits = limits;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /// Whether a connection may be.
    public enum Admission {
        ADMITTED,
        TOO_MANY,
        DRAINING
    }

    public Admission admit(Member connection) {
        if (draining) return Admission.DRAINING;
        var user =
                users.compute(
                        connection.user(),
                        (id, known) -> {
                            var before = known != null ? known : newUser(id);
                            return mayJoin(before, connection) ? before.with(connection) : before;
                        });
        if (user == null || !user.connections().contains(connection)) return Admission.TOO_MANY;
        if (!draining) return Admission.ADMITTED;
        remove(connection); // whoever drains may have looked before it was there
        return Admission.DRAINING;
    }

    /// A device may always take the place of its own older connection, which is closed a moment
    /// later and takes nobody's place meanwhile; twice the limit holds while nobody numbers them.
    /// Each costs the chat service a transaction, also where it is gone again at once: so their
    /// rate is bounded, too.
    private boolean mayJoin(LocalUser user, Member connection) {
        var known = user.connections();
        var otherDevices =
                known.stream()
                        .map(Member::device)
                        .filter(device -> !device.equals(connection.device()))
                        .distinct()
                        .count();
        var hasRoom =
                otherDevices < limits.connections() && known.size() < 2 * limits.connections();
        return hasRoom && user.openings().take(nanoTime.getAsLong()) == 0;
    }

    /// The connections of the same device that are not its newest any more; this one may be among
    /// them.
    public List<Member> numbered(Member connection) {
        var user = users.get(connection.user());
        return user == null ? List.of() : user.olderThanNewest(connection.device());
    }

    public void remove(Member connection) {
        users.computeIfPresent(connection.user(), (id, user) -> user.without(connection));
    }

    /// Takes one send from the user's allowance: 0, or in how many nanoseconds there is one.
    public long takeSend(UserId user, long now) {
        var known = users.get(user);
        return known == null ? 0 : known.sends().take(now);
    }

    /// Moves the users that are known since the last call to `line`. Called by one thread.
    void drainNewcomersTo(Collection<UserId> line) {
        for (var user = newcomers.poll(); user != null; user = newcomers.poll()) {
            line.add(user);
        }
    }

    /// Whether the user is still known; one that is gone is forgotten. Not sooner than its
    /// allowances are full again, so that to reconnect does not renew them.
    boolean keeps(UserId user) {
        var now = nanoTime.getAsLong();
        var kept = users.computeIfPresent(user, (id, known) -> known.idle(now) ? null : known);
        return kept != null;
    }

    public OpenConnections open() {
        return open;
    }

    /// From now on nobody is admitted.
    void drain() {
        draining = true;
    }

    List<Member> all() {
        var all = new ArrayList<Member>();
        for (var user : users.values()) all.addAll(user.connections());
        return all;
    }

    @Override
    public Collection<Connection> connections() {
        var numbered = new ArrayList<Connection>();
        for (var connection : all()) if (connection.epoch() > 0) numbered.add(connection);
        return numbered;
    }

    @Override
    public void deliver(List<DeliveryRecord> records) {
        var started = nanoTime.getAsLong();
        var byLoop = new IdentityHashMap<ConnectionLoop, Pushes>();
        for (var record : records) {
            for (var entry : record.entries())
                for (var to : connectionsOf(entry.user()))
                    due(byLoop, to).add(entry.frame(), () -> to.pushed(entry));
            for (var notice : record.notices())
                for (var to : connectionsOf(notice.user()))
                    due(byLoop, to).add(notice.frame(), () -> to.noticed(notice));
            for (var displacement : record.displacements()) displace(displacement);
        }
        byLoop.forEach((loop, pushes) -> hand(loop, pushes, started));
    }

    /// Says whether pushes were lost here since it was last asked. Of one owner.
    BooleanSupplier droppedPushes() {
        return pushesDropped.reader();
    }

    /// The users' heads, as the safety net has found them.
    void headsChecked(List<UserId> users, HeadsBatch.Answer answer) {
        var heads = answer.heads();
        var byLoop = new IdentityHashMap<ConnectionLoop, List<Runnable>>();
        for (var i = 0; i < users.size() && i < heads.size(); i++) {
            long head = heads.get(i);
            for (var to : connectionsOf(users.get(i)))
                byLoop.computeIfAbsent(to.loop(), loop -> new ArrayList<>())
                        .add(() -> to.headChecked(head, answer.log()));
        }
        byLoop.forEach((loop, checks) -> loop.post(() -> loop.runAll(checks)));
    }

    private void displace(Displacement displacement) {
        for (var connection : connectionsOf(displacement.user())) {
            var epoch = connection.epoch();
            if (connection.device().equals(displacement.device())
                    && epoch > 0
                    && epoch < displacement.epoch()) connection.displaced();
        }
    }

    private void hand(ConnectionLoop loop, Pushes pushes, long started) {
        var taken =
                loop.postPushes(
                        pushes,
                        () -> metrics.pushed(pushes.count(), nanoTime.getAsLong() - started));
        if (taken) return;
        metrics.pushesDropped(pushes.count());
        pushesDropped.happened();
    }

    private static Pushes due(Map<ConnectionLoop, Pushes> byLoop, Member to) {
        return byLoop.computeIfAbsent(to.loop(), loop -> new Pushes());
    }

    private List<Member> connectionsOf(UserId user) {
        var known = users.get(user);
        return known == null ? List.of() : known.connections();
    }

    private LocalUser newUser(UserId user) {
        newcomers.add(user);
        var now = nanoTime.getAsLong();
        return new LocalUser(
                new TokenBucket(limits.sendsPerSecond(), limits.sendBurst(), now),
                new TokenBucket(limits.openingsPerSecond(), limits.openingBurst(), now),
                List.of());
    }
}
