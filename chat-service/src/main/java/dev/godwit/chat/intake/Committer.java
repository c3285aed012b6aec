package dev.godwit.chat.intake;

import dev.godwit.chat.database.StoreRefused;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.Acceptance;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.Committed;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import io.micrometer.core.instrument.Timer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.stream.Stream;

/// Commits requests together, answers each, then tells the listener: in that order, so that nobody
/// waits for a hint. Blocking; thread-safe.
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final MessageStore store;
    private final CommitListener listener;
    private final Timer committed;

    Committer(MessageStore store, CommitListener listener, Timer committed) {
        this.store = store;
        this.listener = listener;
        this.committed = committed;
    }

    void commit(List<Request> requests) {
        try {
            var sends = requests.stream().flatMap(request -> request.sends().stream()).toList();
            var acceptance = committed.record(() -> accept(sends));
            answer(requests, acceptance.results());
            if (!acceptance.committed().isEmpty()) listener.committed(acceptance.committed());
        } catch (StoreUnavailable e) {
            fail(requests, e);
        } catch (RuntimeException | Error e) { // whatever it is, the next batch must have its turn
            LOG.atError().setCause(e).addKeyValue("requests", requests.size()).log("intake failed");
            fail(requests, e);
        }
    }

    /// What PostgreSQL refuses is halved until the one send that it is about stands alone: its
    /// neighbours are stored, and the order of the sends is kept.
    private Acceptance accept(List<Item> sends) {
        try {
            return store.accept(sends);
        } catch (StoreRefused e) {
            if (sends.size() == 1) return refused(sends.getFirst(), e);
            var middle = sends.size() / 2;
            var first = accept(sends.subList(0, middle));
            var second = accept(sends.subList(middle, sends.size()));
            return both(first, second);
        }
    }

    private static Acceptance refused(Item send, StoreRefused cause) {
        LOG.atWarn()
                .addKeyValue("user", send.from())
                .addKeyValue("peer", send.to())
                .addKeyValue("id", send.id())
                .setCause(cause)
                .log("a send cannot be stored");
        return new Acceptance(List.of(new Result(Outcome.REFUSED, 0, 0, 0)), List.of());
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
