package dev.godwit.chat.kafka;

import dev.godwit.chat.delivery.DeliveryProducer;
import dev.godwit.chat.delivery.NoSuchSlot;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.lifecycle.Backoff;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/// Kafka, which may come up after this process, and come back without its data: its topic is made
/// sure of in the background, at first and whenever records do not arrive. Until it is there every
/// record is refused. Thread-safe.
public final class ReconnectingProducer implements DeliveryProducer {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingProducer.class);
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    private final KafkaConfig config;
    private final Backoff backoff;
    private final Thread waiting;
    private final Semaphore doubts = new Semaphore(0);
    private @Nullable DeliveryProducer reached; // guarded by this, as is `closed`
    private boolean closed;

    ReconnectingProducer(KafkaConfig config, Backoff backoff) {
        this.config = config;
        this.backoff = backoff;
        this.waiting = Thread.ofVirtual().name("kafka-wait").unstarted(this::connect);
    }

    public static ReconnectingProducer start(KafkaConfig config, Backoff backoff) {
        var kafka = new ReconnectingProducer(config, backoff);
        kafka.waiting.start();
        return kafka;
    }

    @Override
    public CompletionStage<Void> produce(int slot, DeliveryRecord record) {
        var reached = reached();
        if (reached == null)
            return CompletableFuture.failedFuture(new KafkaException("Kafka is not reached yet"));
        return reached.produce(slot, record)
                .whenComplete((_, failure) -> {
                    if (failure != null && !(failure instanceof NoSuchSlot)) doubts.release();
                });
    }

    @Override
    public void close(Duration patience) {
        waiting.interrupt();
        var last = retired();
        if (last != null) {
            last.close(patience);
        }
    }

    /// Null before Kafka is reached and after the end.
    synchronized @Nullable DeliveryProducer reached() {
        return reached;
    }

    /// Whichever comes first, this or the end: the producer is closed once.
    synchronized void adopt(DeliveryProducer producer) {
        if (closed) {
            producer.close(Duration.ZERO);
        } else {
            reached = producer;
        }
    }

    private synchronized @Nullable DeliveryProducer retired() {
        closed = true;
        var last = reached;
        reached = null;
        return last;
    }

    private void connect() {
        try {
            untilReached();
            while (true) {
                doubts.acquire();
                Thread.sleep(BETWEEN_DOUBTS);
                doubts.drainPermits(); // one look serves them all
                untilReached();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("no longer waiting for Kafka");
        }
    }

    private void untilReached() throws InterruptedException {
        for (var failures = 1; !connected(failures); failures++) {
            Thread.sleep(backoff.after(failures));
        }
    }

    private boolean connected(int attempt) throws InterruptedException {
        try {
            new DeliveryTopic(config).ensure();
            if (reached() == null) {
                adopt(new KafkaDeliveryProducer(config));
            }
            if (attempt > 1) LOG.atInfo().log("Kafka reached");
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (attempt == 1)
                LOG.atInfo()
                        .addKeyValue("bootstrap", config.bootstrap())
                        .addKeyValue("reason", e.toString())
                        .log("waiting for Kafka; messages are found by head checks until then");
            return false;
        }
    }
}
