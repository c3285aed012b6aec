package dev.godwit.gateway.presence;

import dev.godwit.gateway.connection.Presence;
import dev.godwit.gateway.presence.RouteWriter.Job;
import dev.godwit.gateway.presence.Routes.Found;
import dev.godwit.gateway.registry.Connection;
import dev.godwit.internalapi.Displacement;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Readiness;
import dev.godwit.presence.Route;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Presence in Redis: holds a slot, writes a route for every connection and keeps it there.
///
/// Thread-safe; [#register] and [#remove] never block, all that blocks runs on virtual threads
/// (lease, sweep, audit, writer). What Redis did not take, or has lost, is written again when it
/// answers.
public final class RedisPresence implements Presence, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisPresence.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration LOOK_FOR_LOSSES = Duration.ofMillis(250);
    private static final int NONE = -1;

    private final String bootId;
    private final Displacer displacer;
    private final SlotListener consumer;
    private final PresenceMetrics meters;
    private final Set<Connection> present = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean repairDue = new AtomicBoolean();
    private final Redis redis;
    private final RouteWriter writer;
    private final Sweep sweep;
    private final SlotLease lease;
    private final List<Thread> threads;
    private volatile int claimed = NONE;
    private volatile int slot = NONE;

    private RedisPresence(
            PresenceConfig config,
            String bootId,
            Displacer displacer,
            SlotListener consumer,
            BooleanSupplier hintsLost,
            RandomGenerator random,
            PresenceMetrics meters) {
        this.bootId = bootId;
        this.displacer = displacer;
        this.consumer = consumer;
        this.meters = meters;
        this.redis = Redis.open(config.redis(), config.timeout());
        this.writer =
                new RouteWriter(
                        redis,
                        new Routes(redis, bootId, config.routeTtl().toMillis()),
                        new Writing());
        this.sweep =
                new Sweep(
                        present,
                        this::refresh,
                        config.routeTtl().dividedBy(3),
                        config.repairPerSecond(),
                        random);
        this.lease = new SlotLease(redis, config, bootId, random, new Leasing());
        var audit =
                new RouteAudit(
                        hintsLost, () -> repairDue.set(true), LOOK_FOR_LOSSES, System::nanoTime);
        this.threads =
                List.of(
                        thread("presence-lease", lease),
                        thread("presence-sweep", sweep),
                        thread("presence-audit", audit),
                        thread("presence-writer", writer));
    }

    /// Returns at once and waits for Redis in the background. `bootId`: of this process and no
    /// other. `hintsLost`: at the moment, so that displacements may be too: routes are compared
    /// then. `random`: thread-safe.
    public static RedisPresence open(
            PresenceConfig config,
            String bootId,
            Displacer displacer,
            SlotListener consumer,
            BooleanSupplier hintsLost,
            RandomGenerator random,
            PresenceMetrics meters) {
        var presence =
                new RedisPresence(config, bootId, displacer, consumer, hintsLost, random, meters);
        presence.threads.forEach(Thread::start);
        return presence;
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler((thread, error) ->
                        LOG.atError()
                                .setCause(error)
                                .addKeyValue("thread", thread.getName())
                                .log("presence thread died"))
                .unstarted(work);
    }

    /// Degraded while no slot is held.
    public Readiness slotReadiness() {
        return lease;
    }

    /// Ready while all its threads run.
    public Readiness threadReadiness() {
        return new Running();
    }

    /// Whether routes are out of date, because Redis does not answer or is being repaired.
    public boolean unwell() {
        return redis.unwell() || repairDue.get();
    }

    @Override
    public CompletionStage<Void> register(Connection connection) {
        present.add(connection);
        var done = new CompletableFuture<Void>();
        if (slot == NONE || redis.unwell() || !writer.offer(new Job.Register(connection, done))) {
            repairDue.set(true);
            done.complete(null);
        }
        return done;
    }

    @Override
    public void remove(Connection connection) {
        if (present.remove(connection) && !writer.offer(new Job.Remove(connection)))
            meters.failures().increment(); // its route expires, or is replaced
    }

    private void refresh(List<Connection> connections) {
        for (var connection : connections)
            if (!writer.offer(new Job.Refresh(connection))) repairDue.set(true);
    }

    /// The slot is consumed from here on: every route is written again with it, and whoever had
    /// another one reads forward.
    private void consumed(int consumedSlot, @Nullable Throwable failure) {
        if (failure != null || consumedSlot != claimed) {
            LOG.atInfo()
                    .addKeyValue("slot", consumedSlot)
                    .log("slot given up before its first use");
            return;
        }
        slot = consumedSlot;
        sweep.repair();
    }

    private final class Leasing implements SlotLease.Listener {
        @Override
        public void claimed(int newSlot) {
            claimed = newSlot;
            consumer.claimed(newSlot).whenComplete((_, failure) -> consumed(newSlot, failure));
        }

        @Override
        public void renewed(boolean forgotten) {
            if (repairDue.getAndSet(false) || forgotten) {
                sweep.repair();
            }
        }
    }

    private final class Running implements Readiness {
        @Override
        public String name() {
            return "presence";
        }

        @Override
        public Status status() {
            for (var thread : threads) {
                if (!thread.isAlive()) {
                    return new Status.NotReady("the thread " + thread.getName() + " has ended");
                }
            }
            return new Status.Ready();
        }
    }

    private final class Writing implements RouteWriter.Owner {
        @Override
        public boolean present(Connection connection) {
            return present.contains(connection);
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public void found(Job job, Found found) {
            switch (job) {
                case Job.Register(var connection, _) -> written(connection, found);
                case Job.Refresh(var connection) -> {
                    written(connection, found);
                    if (found instanceof Found.Absent || found instanceof Found.Lower) {
                        meters.repaired().increment();
                        connection.readForward();
                    }
                }
                case Job.Remove _, Job.Stop _ -> {}
            }
        }

        @Override
        public void failed() {
            meters.failures().increment();
            repairDue.set(true);
        }

        private void written(Connection connection, Found found) {
            switch (found) {
                case Found.Lower(var route) -> {
                    if (route != null && !route.bootId().equals(bootId))
                        displace(route, connection);
                }
                case Found.Higher() -> {
                    meters.displaced().increment();
                    connection.displaced();
                }
                case Found.Mine _, Found.Absent _, Found.Other _ -> {}
            }
        }

        private void displace(Route route, Connection connection) {
            displacer.displace(
                    route.slot(),
                    new Displacement(connection.user(), connection.device(), connection.epoch()));
        }
    }

    /// Writes what is queued, gives the slot back and lets go of Redis; what Redis does not take in
    /// time expires there.
    @Override
    public void close() {
        NonBlocking.refuse("closing presence");
        var writing = threads.getLast();
        var stops = writer.offer(new Job.Stop());
        try {
            if (!stops || !writing.join(CLOSE_LIMIT))
                LOG.atWarn().log("routes left behind; they expire");
            for (var thread : threads) thread.interrupt();
            for (var thread : threads) thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever closes is in a hurry
        }
        lease.release();
        redis.close();
    }
}
