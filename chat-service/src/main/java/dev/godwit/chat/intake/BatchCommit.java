package dev.godwit.chat.intake;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.Acceptance;
import dev.godwit.chat.message.Committed;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// One batch on its way into the store, in order. A batch that fails for what is in it is halved
/// until the one send that it is about stands alone: its neighbours are stored. What was committed
/// stays so, and is known, whatever fails behind it. Owned by one thread.
///
/// No send overtakes another of the same sender to the same person that may be sent again: what is
/// behind it may be sent again as well.
final class BatchCommit {
    private static final Result UNKNOWN = new Result(Outcome.UNKNOWN, 0, 0, 0);

    private final List<Item> sends;
    private final MessageStore store;
    private final BiFunction<Item, RuntimeException, Outcome> failed;
    private final Result[] results;
    private final List<Committed> committed = new ArrayList<>();
    private final Set<Direction> unknown = new HashSet<>();
    private int decided;
    private @Nullable Throwable end;

    private record Direction(UserId from, UserId to) {
        static Direction of(Item send) {
            return new Direction(send.from(), send.to());
        }
    }

    /// `failed`: what becomes of a send that alone cannot be stored.
    BatchCommit(
            List<Item> sends,
            MessageStore store,
            BiFunction<Item, RuntimeException, Outcome> failed) {
        this.sends = sends;
        this.store = store;
        this.failed = failed;
        this.results = new Result[sends.size()];
        Arrays.fill(results, UNKNOWN);
    }

    void run() {
        accept(0, sends.size());
    }

    /// One per send, in their order.
    List<Result> results() {
        return List.of(results);
    }

    List<Committed> committed() {
        return committed;
    }

    /// The first send for which nothing was tried to its end: why says [#end].
    int decided() {
        return decided;
    }

    /// Null where every send is decided.
    @Nullable Throwable end() {
        return end;
    }

    private void accept(int from, int to) {
        if (end != null) {
            return;
        }
        var due = IntStream.range(from, to).filter(this::overtakesNone).boxed().toList();
        try {
            if (!due.isEmpty()) {
                take(due, store.accept(due.stream().map(sends::get).toList()));
            }
            decided = to;
        } catch (RuntimeException | Error e) {
            if (e instanceof Error || StoreUnavailable.isAway(e)) {
                end = e;
            } else if (to - from == 1) {
                fail(from, (RuntimeException) e);
            } else {
                var middle = (from + to) / 2;
                accept(from, middle);
                accept(middle, to);
            }
        }
    }

    private boolean overtakesNone(int index) {
        return !unknown.contains(Direction.of(sends.get(index)));
    }

    private void take(List<Integer> due, Acceptance acceptance) {
        for (var i = 0; i < due.size(); i++) {
            results[due.get(i)] = acceptance.results().get(i);
        }
        committed.addAll(acceptance.committed());
    }

    private void fail(int index, RuntimeException cause) {
        var outcome = failed.apply(sends.get(index), cause);
        if (outcome == Outcome.UNKNOWN) {
            unknown.add(Direction.of(sends.get(index)));
        }
        results[index] = new Result(outcome, 0, 0, 0);
        decided = index + 1;
    }
}
