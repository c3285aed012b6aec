package dev.godwit.chat.intake;

import dev.godwit.chat.database.ConstraintViolated;
import dev.godwit.chat.database.StoreRefused;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.Acceptance;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.Committed;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Commits requests together, answers each, then tells the listener: in that order, so that nobody
/// waits for a hint. Blocking; thread-safe.
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /// One send that fails for ever is repeated for ever: the log names it now and then.
    private static final long BETWEEN_ALARMS = Duration.ofSeconds(1).toNanos();

    private final MessageStore store;
    private final CommitListener listener;
    private final IntakeMetrics metrics;
    private final AtomicLong nextAlarm = new AtomicLong(System.nanoTime());

    Committer(MessageStore store, CommitListener listener, IntakeMetrics metrics) {
        this.store = store;
        this.listener = listener;
        this.metrics = metrics;
    }

    void commit(List<Request> requests) {
        try {
            var sends = requests.stream().flatMap(request -> request.sends().stream()).toList();
            var acceptance = metrics.committed().record(() -> accept(sends));
            answer(requests, acceptance.results());
            if (!acceptance.committed().isEmpty()) listener.committed(acceptance.committed());
        } catch (StoreUnavailable e) {
            fail(requests, e);
        } catch (RuntimeException | Error e) { // whatever it is, the next batch must have its turn
            LOG.atError().setCause(e).addKeyValue("requests", requests.size()).log("intake failed");
            fail(requests, e);
        }
    }

    /// A batch that fails for what is in it is halved until the one send that it is about stands
    /// alone: its neighbours are stored, and the order of the sends is kept.
    private Acceptance accept(List<Item> sends) {
        try {
            return store.accept(sends);
        } catch (RuntimeException e) {
            if (e instanceof StoreUnavailable && !(e instanceof ConstraintViolated)) {
                throw e;
            }
            if (sends.size() == 1) {
                return failed(sends.getFirst(), e);
            }
            var middle = sends.size() / 2;
            var first = accept(sends.subList(0, middle));
            var second = accept(sends.subList(middle, sends.size()));
            return both(first, second);
        }
    }

    /// Only a refusal is final. What contradicts the tables, or fails in this process, may be sent
    /// again: it is ours to mend, and the message must not be dropped for it.
    private Acceptance failed(Item send, RuntimeException cause) {
        if (cause instanceof StoreRefused) {
            log(LOG.atWarn(), send, cause).log("a send cannot be stored");
            return only(Outcome.REFUSED);
        }
        var constraint = cause instanceof ConstraintViolated e ? e.constraint() : null;
        if (cause instanceof ConstraintViolated) {
            metrics.inconsistent().increment();
        }
        if (isAlarmDue()) {
            log(LOG.atError(), send, cause)
                    .addKeyValue("constraint", constraint)
                    .log("a send that should be stored is not");
        }
        return only(Outcome.UNKNOWN);
    }

    private boolean isAlarmDue() {
        var now = System.nanoTime();
        var due = nextAlarm.get();
        return now - due >= 0 && nextAlarm.compareAndSet(due, now + BETWEEN_ALARMS);
    }

    private static LoggingEventBuilder log(
            LoggingEventBuilder event, Item send, RuntimeException cause) {
        return event.addKeyValue("user", send.from())
                .addKeyValue("peer", send.to())
                .addKeyValue("id", send.id())
                .setCause(cause);
    }

    private static Acceptance only(Outcome outcome) {
        return new Acceptance(List.of(new Result(outcome, 0, 0, 0)), List.of());
    }

    private static Acceptance both(Acceptance first, Acceptance second) {
        return new Acceptance(
                Stream.concat(first.results().stream(), second.results().stream()).toList(),
                Stream.<Committed>concat(first.committed().stream(), second.committed().stream())
                        .toList());
    }

    private static void answer(List<Request> requests, List<Result> results) {
        var from = 0;
        for (var request : requests) {
            var to = from + request.sends().size();
            request.answer().complete(List.copyOf(results.subList(from, to)));
            from = to;
        }
    }

    private static void fail(List<Request> requests, Throwable cause) {
        for (var request : requests) request.answer().completeExceptionally(cause);
    }
}
