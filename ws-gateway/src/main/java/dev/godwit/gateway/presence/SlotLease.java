package dev.godwit.gateway.presence;

import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.Readiness;
import dev.godwit.presence.PresenceKeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// This gateway's hold on one slot, by the key `slot:N` with its boot id and a time to live.
///
/// A lease that Redis does not know any more is taken again, and one that cannot be asked about is
/// kept: only another owner ends it, and then another slot is claimed. Runs on a virtual thread of
/// its own; [#status] is thread-safe.
final class SlotLease implements Runnable, Readiness {
    /// What happens to the lease. Called on its thread; must return soon, or the lease runs out.
    interface Listener {
        void claimed(int slot);

        /// Redis has answered. `forgotten`: it had lost the lease, or is another process than
        /// before, so it has probably lost more.
        void renewed(boolean forgotten);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SlotLease.class);
    private static final Duration UNWELL_PAUSE = Duration.ofMillis(500);
    private static final int NONE = -1;

    private final Redis redis;
    private final PresenceConfig config;
    private final String bootId;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Listener listener;
    private volatile int slot = NONE;

    /// The process of Redis that was asked last: another one may know less, or have a memory of
    /// long ago.
    private String server = "";

    SlotLease(
            Redis redis,
            PresenceConfig config,
            String bootId,
            RandomGenerator random,
            Listener listener) {
        this.redis = redis;
        this.config = config;
        this.bootId = bootId;
        this.random = random;
        this.backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), random);
        this.listener = listener;
    }

    @Override
    public String name() {
        return "slot";
    }

    @Override
    public Status status() {
        return slot == NONE
                ? new Status.Degraded("no slot is held; waiting for Redis, or for a free one")
                : new Status.Ready();
    }

    /// Holds a slot until interrupted.
    @Override
    public void run() {
        try {
            while (true) hold();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives the slot back, if it is still held. Called after the thread has ended.
    void release() {
        if (slot == NONE) return;
        try {
            redis.run(Script.RELEASE_LEASE, PresenceKeys.slot(slot), bootId);
        } catch (JedisException e) {
            LOG.atInfo()
                    .addKeyValue("slot", slot)
                    .addKeyValue("reason", e.getMessage())
                    .log("slot not given back; its lease runs out by itself");
        }
        slot = NONE;
    }

    private void hold() throws InterruptedException {
        try {
            claim();
            keep();
        } catch (RuntimeException e) {
            // Without this thread the lease would run out, and nothing lost be repaired.
            LOG.atError().setCause(e).log("slot not kept; trying on");
            Thread.sleep(UNWELL_PAUSE);
        }
    }

    private void claim() throws InterruptedException {
        for (var failures = 1; slot == NONE; failures++) {
            slot = free();
            if (slot == NONE) Thread.sleep(backoff.after(failures));
        }
        LOG.atInfo().addKeyValue("slot", slot).log("slot claimed");
        listener.claimed(slot);
    }

    private int free() {
        var slots = IntStream.range(0, config.slots()).boxed().collect(Collectors.toList());
        Collections.shuffle(slots, Random.from(random));
        try {
            for (var candidate : slots)
                if (redis.claim(PresenceKeys.slot(candidate), bootId, config.leaseTtl()))
                    return candidate;
            LOG.atWarn()
                    .addKeyValue("slots", config.slots())
                    .log("every slot is taken; waiting for one");
        } catch (JedisException e) {
            LOG.atDebug().setCause(e).log("no slot yet"); // Redis has said that it is unwell
        }
        return NONE;
    }

    private void keep() throws InterruptedException {
        while (slot != NONE) {
            Thread.sleep(redis.unwell() ? UNWELL_PAUSE : config.renewEvery());
            renew();
        }
    }

    private void renew() {
        try {
            var ttl = Long.toString(config.leaseTtl().toMillis());
            var answer =
                    (List<?>) redis.run(Script.EXTEND_LEASE, PresenceKeys.slot(slot), bootId, ttl);
            var restarted = isAnother((String) answer.get(1));
            switch ((String) answer.get(0)) {
                case "held" -> listener.renewed(restarted);
                case "retaken" -> {
                    LOG.atWarn().addKeyValue("slot", slot).log("lease had run out; taken again");
                    listener.renewed(true);
                }
                default -> {
                    LOG.atWarn().addKeyValue("slot", slot).log("slot lost to another gateway");
                    slot = NONE;
                }
            }
        } catch (JedisException e) {
            LOG.atDebug().setCause(e).log("lease not renewed"); // kept; Redis has said it is unwell
        }
    }

    private boolean isAnother(String nowServer) {
        var another = !server.isEmpty() && !server.equals(nowServer);
        server = nowServer;
        if (another) LOG.atWarn().log("Redis was restarted; every route is written again");
        return another;
    }
}
