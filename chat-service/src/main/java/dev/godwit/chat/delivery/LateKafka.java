package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.lifecycle.Backoff;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Kafka, which may come up after this process: its topic is made sure of in the background, and
/// until that is done every record is refused. Thread-safe.
public final class LateKafka implements DeliveryProducer {
    private static final Logger LOG = LoggerFactory.getLogger(LateKafka.class);

    private final DeliveryTopic topic;
    private final Backoff backoff;
    private final Thread waiting;

    private @Nullable DeliveryProducer producer;
    private boolean closed;

    private LateKafka(DeliveryTopic topic, Backoff backoff) {
        this.topic = topic;
        this.backoff = backoff;
        this.waiting = Thread.ofVirtual().name("kafka-wait").unstarted(this::connect);
    }

    /// `slots`: how many partitions the topic is to have.
    public static LateKafka start(String bootstrap, String topic, int slots, Backoff backoff) {
        var kafka = new LateKafka(new DeliveryTopic(bootstrap, topic, slots), backoff);
        kafka.waiting.start();
        return kafka;
    }

    @Override
    public CompletionStage<Void> produce(int slot, DeliveryRecord record) {
        var reached = producer();
        return reached != null
                ? reached.produce(slot, record)
                : CompletableFuture.failedFuture(new KafkaException("Kafka is not reached yet"));
    }

    @Override
    public void close(Duration patience) {
        waiting.interrupt();
        var reached = retired();
        if (reached != null) reached.close(patience);
    }

    private void connect() {
        try {
            for (var failures = 1; !reached(failures); failures++)
                Thread.sleep(backoff.after(failures));
        } catch (InterruptedException e) {
            LOG.atDebug().log("no longer waiting for Kafka");
        }
    }

    private boolean reached(int attempt) throws InterruptedException {
        try {
            topic.ensure();
            adopt(new KafkaDeliveryProducer(topic));
            if (attempt > 1) LOG.atInfo().log("Kafka reached");
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (attempt == 1)
                LOG.atInfo()
                        .addKeyValue("bootstrap", topic.bootstrap())
                        .addKeyValue("reason", e.toString())
                        .log("waiting for Kafka; messages are found by head checks until then");
            return false;
        }
    }

    private synchronized @Nullable DeliveryProducer producer() {
        return producer;
    }

    private synchronized void adopt(DeliveryProducer reached) {
        if (closed) reached.close(Duration.ZERO);
        else producer = reached;
    }

    private synchronized @Nullable DeliveryProducer retired() {
        closed = true;
        var reached = producer;
        producer = null;
        return reached;
    }
}
