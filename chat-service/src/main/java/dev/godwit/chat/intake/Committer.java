package dev.godwit.chat.intake;

import dev.godwit.chat.database.AlarmThrottle;
import dev.godwit.chat.database.ConstraintViolated;
import dev.godwit.chat.database.StoreRefused;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import java.time.Duration;
import java.util.List;

/// Commits requests together, answers each, then tells the listener: in that order, so that nobody
/// waits for a hint. Blocking; thread-safe.
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final MessageStore store;
    private final CommitListener listener;
    private final IntakeMetrics metrics;
    private final AlarmThrottle alarms = new AlarmThrottle(Duration.ofSeconds(1));

    Committer(MessageStore store, CommitListener listener, IntakeMetrics metrics) {
        this.store = store;
        this.listener = listener;
        this.metrics = metrics;
    }

    void commit(List<Request> requests) {
        try {
            var sends = requests.stream().flatMap(request -> request.sends().stream()).toList();
            var batch = new BatchCommit(sends, store, this::failed);
            metrics.committed().record(batch::run);
            answer(requests, batch);
            if (!batch.committed().isEmpty()) {
                listener.committed(batch.committed());
            }
            if (batch.end() instanceof Error e) {
                throw e;
            }
        } catch (RuntimeException | Error e) { // whatever it is, the next batch must have its turn
            LOG.atError().setCause(e).addKeyValue("requests", requests.size()).log("intake failed");
            requests.forEach(request -> request.answer().completeExceptionally(e));
        }
    }

    /// Only a refusal is final. What contradicts the tables, or fails in this process, may be sent
    /// again: it is ours to mend, and the message must not be dropped for it.
    private Outcome failed(Item send, RuntimeException cause) {
        if (cause instanceof StoreRefused) {
            log(LOG.atWarn(), send, cause).log("a send cannot be stored");
            return Outcome.REFUSED;
        }
        var constraint = cause instanceof ConstraintViolated e ? e.constraint() : null;
        if (cause instanceof ConstraintViolated) {
            metrics.inconsistent().increment();
        }
        if (alarms.isDue()) {
            log(LOG.atError(), send, cause)
                    .addKeyValue("constraint", constraint)
                    .log("a send that should be stored is not");
        }
        return Outcome.UNKNOWN;
    }

    private static LoggingEventBuilder log(
            LoggingEventBuilder event, Item send, RuntimeException cause) {
        return event.addKeyValue("user", send.from())
                .addKeyValue("peer", send.to())
                .addKeyValue("id", send.id())
                .setCause(cause);
    }

    /// A request of which nothing was decided fails as a whole: it may be tried elsewhere at once.
    private static void answer(List<Request> requests, BatchCommit batch) {
        var results = batch.results();
        var from = 0;
        for (var request : requests) {
            var to = from + request.sends().size();
            if (batch.end() != null && from >= batch.decided()) {
                request.answer().completeExceptionally(batch.end());
            } else {
                request.answer().complete(results.subList(from, to));
            }
            from = to;
        }
    }
}
