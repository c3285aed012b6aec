package dev.godwit.chat.intake;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.Acceptance;
import dev.godwit.chat.message.Committed;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// A store that numbers what it gets, one batch per permit, and fails as it is told to.
final class ScriptedStore implements MessageStore {
    final Semaphore permits = new Semaphore(0);
    final List<List<Item>> batches = new ArrayList<>();
    volatile boolean down;
    volatile Predicate<Item> poison = _ -> false;
    volatile Predicate<Item> outage = _ -> false;
    volatile RuntimeException failure = new IllegalStateException("made by the test");
    private long seq;

    @Override
    public Acceptance accept(List<Item> sends) {
        permits.acquireUninterruptibly();
        return stored(sends);
    }

    private synchronized Acceptance stored(List<Item> sends) {
        if (down) throw new StoreUnavailable("down", null);
        if (sends.stream().anyMatch(poison)) throw failure;
        down = sends.stream().anyMatch(outage);
        if (down) throw new StoreUnavailable("down from here on", null);
        batches.add(sends);
        var committed = new ArrayList<Committed>();
        for (var send : sends)
            committed.add(new Committed(send, new Result(Outcome.STORED, ++seq, 1, 0), seq));
        return new Acceptance(committed.stream().map(Committed::result).toList(), committed);
    }

    synchronized List<Integer> batchSizes() {
        return batches.stream().map(List::size).toList();
    }
}
