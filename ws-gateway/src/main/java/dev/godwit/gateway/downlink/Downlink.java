package dev.godwit.gateway.downlink;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.gateway.downlink.SlotConsumer.NotThere;
import dev.godwit.gateway.presence.SlotListener;
import dev.godwit.gateway.registry.Registry;
import dev.godwit.internalapi.Undecodable;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Occurrences;
import dev.godwit.lifecycle.Readiness;

import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// The way from the slot's Kafka partition to the connections: one platform thread, `downlink`,
/// that owns the consumer and hands over what each poll brings.
///
/// Kafka that is down, restarts or lacks the topic is waited for. The public methods are
/// thread-safe.
public final class Downlink implements SlotListener, Readiness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);
    private static final Duration SILENCE = Duration.ofMillis(3L * SlotConsumer.FETCH_WAIT_MS);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private record Assignment(int slot, CompletableFuture<Void> consumed) {}

    private final KafkaConfig config;
    private final Registry registry;
    private final DownlinkMetrics meters;
    private final Backoff backoff;
    private final Thread thread = new Thread(this::run, "downlink");
    private final Semaphore changes = new Semaphore(0);
    private final AtomicReference<@Nullable Assignment> wanted = new AtomicReference<>();
    private final Occurrences losses = new Occurrences();
    private volatile @Nullable SlotConsumer consumer;
    private volatile boolean closing;
    private volatile boolean consuming;
    private volatile boolean silent = true;
    private volatile String waitingFor = "a slot";

    private Downlink(
            KafkaConfig config, Registry registry, RandomGenerator random, DownlinkMetrics meters) {
        this.config = config;
        this.registry = registry;
        this.meters = meters;
        this.backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), random);
    }

    /// Returns at once; consumes as soon as a slot is claimed.
    public static Downlink open(
            KafkaConfig config, Registry registry, RandomGenerator random, DownlinkMetrics meters) {
        var downlink = new Downlink(config, registry, random, meters);
        downlink.thread.setUncaughtExceptionHandler(
                (_, error) -> LOG.atError().setCause(error).log("downlink died"));
        downlink.thread.start();
        return downlink;
    }

    @Override
    public String name() {
        return "kafka";
    }

    /// Not ready when the thread has ended. Without a slot or without Kafka deliveries are slower,
    /// but the gateway is no less fit to serve than others.
    @Override
    public Status status() {
        if (!thread.isAlive()) return new Status.NotReady("the delivery thread has ended");
        if (!consuming) return new Status.Degraded("waiting for " + waitingFor);
        if (silent) return new Status.Degraded("Kafka does not answer");
        return new Status.Ready();
    }

    /// Says whether deliveries may be missing, or were since it was last asked: what was published
    /// is to be asked for soon. Each has one owner, who misses no loss however seldom it asks.
    public BooleanSupplier hintLosses() {
        var sinceThen = losses.reader();
        return () -> sinceThen.getAsBoolean() || unwell();
    }

    private boolean unwell() {
        return silent || !consuming || !thread.isAlive();
    }

    @Override
    public CompletionStage<Void> claimed(int slot) {
        var assignment = new Assignment(slot, new CompletableFuture<>());
        var replaced = wanted.getAndSet(assignment);
        if (replaced != null)
            replaced.consumed.completeExceptionally(new CancellationException("slot replaced"));
        changed();
        return assignment.consumed;
    }

    private void run() {
        try {
            changes.acquire();
            for (var failures = 1; !closing; failures++) {
                consume();
                if (!closing) pause(failures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consuming = false;
            LOG.atInfo().log("downlink ended");
        }
    }

    /// Consumes with one Kafka client until it fails, or until the end.
    private void consume() {
        try (var client = SlotConsumer.open(config)) {
            consumer = client;
            while (!closing) {
                var assignment = wanted.get();
                if (assignment != null && positioned(client, assignment))
                    deliver(client, assignment);
            }
        } catch (Throwable e) { // mostly a KafkaException; after an Error, too, it goes on
            meters.failures().increment();
            LOG.atWarn()
                    .addKeyValue("kafka", config.bootstrap())
                    .setCause(e)
                    .log("Kafka consumer failed; starting another");
        } finally {
            consumer = null;
            hear(true);
        }
    }

    /// False where another slot was claimed, or the end came, before this one was there.
    private boolean positioned(SlotConsumer client, Assignment assignment) {
        for (var failures = 1; stays(assignment); failures++) {
            try {
                client.position(assignment.slot);
                LOG.atInfo().addKeyValue("slot", assignment.slot).log("consuming the slot");
                consuming = true;
                silent = false;
                assignment.consumed.complete(null);
                return true;
            } catch (WakeupException e) {
                LOG.atDebug().log("woken up"); // the loop's condition knows why
            } catch (NotThere | org.apache.kafka.common.errors.TimeoutException e) {
                waitFor("Kafka: " + e.getMessage(), failures);
            }
        }
        return false;
    }

    private void waitFor(String what, int failures) {
        waitingFor = what;
        hear(true);
        if (failures == 1)
            LOG.atWarn()
                    .addKeyValue("kafka", config.bootstrap())
                    .addKeyValue("reason", what)
                    .log("waiting for Kafka");
        pause(failures);
    }

    private void deliver(SlotConsumer client, Assignment assignment) {
        var watch = new FetchWatch(System::nanoTime, SILENCE);
        while (stays(assignment)) {
            try {
                var values = client.poll();
                handOver(values);
                hear(values.isEmpty() && watch.silent(client.answeredFetches()));
            } catch (WakeupException e) {
                LOG.atDebug().log("woken up"); // the loop's condition knows why
            }
        }
    }

    private void handOver(List<byte[]> values) {
        var records = new ArrayList<DeliveryRecord>(values.size());
        for (var value : values) {
            meters.records().increment();
            var skipped = new ArrayList<Undecodable>();
            try {
                records.add(DeliveryRecord.CODEC.decodeKnown(value, skipped::add));
            } catch (Undecodable e) {
                skipped.add(e);
                losses.happened();
            }
            if (!skipped.isEmpty()) {
                meters.undecodable().increment(skipped.size());
                LOG.atWarn()
                        .addKeyValue("count", skipped.size())
                        .addKeyValue("reason", skipped.getFirst().getMessage())
                        .log("deliveries skipped that are not understood");
            }
        }
        if (records.isEmpty()) return;
        try {
            registry.deliver(records);
        } catch (Throwable e) {
            // What is lost here is found by the head check; the next poll must not be lost too.
            losses.happened();
            meters.failures().increment();
            LOG.atError().setCause(e).log("deliveries not handed over");
        }
    }

    private void hear(boolean nowSilent) {
        if (nowSilent == silent) return;
        silent = nowSilent;
        if (nowSilent) losses.happened();
        if (nowSilent)
            LOG.atWarn()
                    .addKeyValue("kafka", config.bootstrap())
                    .log("Kafka does not answer; waiting for it");
        else LOG.atInfo().addKeyValue("kafka", config.bootstrap()).log("Kafka answers again");
    }

    private boolean stays(Assignment assignment) {
        return !closing && assignment.equals(wanted.get());
    }

    /// A new claim and the end cut it short.
    private void pause(int failures) {
        try {
            if (changes.tryAcquire(backoff.after(failures).toNanos(), TimeUnit.NANOSECONDS))
                changes.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    /// Ends whatever the thread waits for.
    private void changed() {
        changes.release();
        var client = consumer;
        if (client != null) client.wakeup();
    }

    @Override
    public void close() {
        NonBlocking.refuse("closing the downlink");
        closing = true;
        changed();
        try {
            if (!thread.join(CLOSE_LIMIT)) LOG.atWarn().log("downlink did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever closes is in a hurry
        }
    }
}
