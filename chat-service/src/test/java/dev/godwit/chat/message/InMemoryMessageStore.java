package dev.godwit.chat.message;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Messages in maps, decided as the real store decides them. Thread-safe: one batch at a time.
final class InMemoryMessageStore implements MessageStore {
    private final Snapshot everything = Snapshot.empty();
    private long clock = 1_764_000_000_000L;

    @Override
    public synchronized Acceptance accept(List<SendBatch.Item> sends) {
        var drafts = sends.stream().map(Draft::of).toList();
        var plan = Planner.plan(drafts, everything, clock++);
        for (var message : plan.messages()) {
            everything.messages().put(message.draft().key(), message.numbers());
            everything.lastSeqs().put(message.draft().conversation(), message.numbers().seq());
        }
        for (var entry : plan.entries()) everything.heads().put(entry.user(), entry.n());
        return plan.acceptance();
    }

    synchronized void register(UserId user, DeviceId device) {
        Set<DeviceId> devices = everything.devices().computeIfAbsent(user, _ -> new HashSet<>());
        devices.add(device);
    }

    synchronized void block(UserId user, UserId blocked) {
        everything.blocks().add(new Block(user, blocked));
    }
}
