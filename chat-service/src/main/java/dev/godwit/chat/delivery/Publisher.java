package dev.godwit.chat.delivery;

import dev.godwit.chat.delivery.DeliveryMetrics.Loss;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.Committed;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.lifecycle.Readiness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Publishes what was committed, in rounds: all that waits, one look-up, one record per gateway
/// slot. Batches grow with load by themselves; there is no timer.
///
/// The calls are thread-safe and never block; the work is done on one platform thread of its own.
public final class Publisher implements CommitListener, Readiness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int MAX_ROUND = 1_024;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final HintQueue queue;
    private final Frames frames = new Frames();
    private final RouteResolver whereabouts;
    private final GuardedProducer outlet;
    private final DeliveryProducer producer;
    private final HintLossTracker losses;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final Thread thread;

    private Publisher(
            PresenceLookup presence,
            DeliveryProducer producer,
            DeliveryMetrics metrics,
            Limits limits,
            LongSupplier nanoTime) {
        this.queue = new HintQueue(limits.queued(), limits.queuedBytes());
        this.losses = new HintLossTracker(metrics, nanoTime);
        this.whereabouts = new RouteResolver(presence, losses, nanoTime);
        this.outlet = new GuardedProducer(producer, losses, nanoTime);
        this.producer = producer;
        this.nanoTime = nanoTime;
        this.patience = limits.flush();
        this.thread = Thread.ofPlatform().name("publisher").unstarted(this::run);
    }

    /// The producer is the publisher's own from here on: it is closed with it.
    public static Publisher start(
            PresenceLookup presence,
            DeliveryProducer producer,
            DeliveryMetrics metrics,
            Limits limits,
            LongSupplier nanoTime) {
        var publisher = new Publisher(presence, producer, metrics, limits, nanoTime);
        publisher.thread.start();
        return publisher;
    }

    @Override
    public void committed(List<Committed> batch) {
        offer(new Hint.Commits(List.copyOf(batch), nanoTime.getAsLong()));
    }

    /// Shows receipts to the senders.
    public void delivered(Inbox.Acknowledged acknowledged) {
        if (!acknowledged.delivered().isEmpty()) {
            offer(new Hint.Receipts(acknowledged));
        }
    }

    /// Tells the gateways of displaced connections.
    public void displaced(DisplaceBatch batch) {
        offer(new Hint.Displaced(List.copyOf(batch.displaced())));
    }

    /// Whether hints are being lost, or were a moment ago, so that gateways had better ask
    /// themselves.
    public boolean hintsUnwell() {
        return whereabouts.unwell() || outlet.unwell() || losses.lately();
    }

    /// What waits to be published.
    public int waiting() {
        return queue.size();
    }

    /// What the messages that wait take of the heap, at most.
    public long waitingBytes() {
        return queue.bytes();
    }

    @Override
    public String name() {
        return "publisher";
    }

    @Override
    public Status status() {
        return thread.isAlive() ? new Status.Ready() : new Status.NotReady("not running");
    }

    /// Publishes what waits, then closes the producer; each as far as patience goes.
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(patience)) thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        producer.close(patience);
    }

    private void offer(Hint hint) {
        if (!queue.offer(hint)) losses.lost(Loss.QUEUE_FULL, hint.size());
    }

    private void run() {
        try {
            while (!queue.finished()) {
                var hints = queue.take(MAX_ROUND, IDLE);
                if (hints.isEmpty()) probe();
                else publish(hints);
            }
        } catch (InterruptedException e) {
            LOG.atWarn().addKeyValue("waiting", queue.size()).log("publisher stopped early");
        }
    }

    private void probe() {
        try {
            whereabouts.probe();
            outlet.probe();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("probe failed");
        }
    }

    /// A round that cannot be published must not end the rounds after it.
    private void publish(List<Hint> hints) {
        try {
            new Round(hints, frames, losses, nanoTime.getAsLong()).publish(whereabouts, outlet);
        } catch (RuntimeException e) {
            var lost = hints.stream().mapToInt(Hint::size).sum();
            losses.lost(Loss.NOT_RENDERED, lost);
            LOG.atError().setCause(e).addKeyValue("hints", lost).log("round not published");
        }
    }

    /// `queued`: messages, receipts and displacements that may wait; `queuedBytes`: what the
    /// messages may take of the heap; `flush`: how long closing may take for what waits, and again
    /// for what is on its way.
    public record Limits(int queued, int queuedBytes, Duration flush) {}
}
