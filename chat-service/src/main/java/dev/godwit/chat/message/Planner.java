package dev.godwit.chat.message;

import dev.godwit.chat.message.Plan.NewMessage;
import dev.godwit.chat.message.Plan.RowKey;
import dev.godwit.id.ConversationId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides send by send what a batch becomes: the same sends, snapshot and time always make the
/// same plan. Used once, by one thread.
final class Planner {
    private final Snapshot snapshot;
    private final long now;
    private final Map<UserId, Long> heads;
    private final Map<ConversationId, Long> lastSeqs;
    private final Map<MessageKey, Stored> known;

    private final List<Result> results = new ArrayList<>();
    private final List<Committed> committed = new ArrayList<>();
    private final List<NewMessage> messages = new ArrayList<>();
    private final List<NewEntry> entries = new ArrayList<>();
    private final Set<RowKey> repeated = new LinkedHashSet<>();
    private final Set<ConversationId> begun = new HashSet<>();

    private Planner(Snapshot snapshot, long now) {
        this.snapshot = snapshot;
        this.now = now;
        this.heads = new HashMap<>(snapshot.heads());
        this.lastSeqs = new HashMap<>(snapshot.lastSeqs());
        this.known = new HashMap<>(snapshot.messages());
    }

    /// `now`: epoch milliseconds, what new messages get as their time.
    static Plan plan(List<Draft> drafts, Snapshot snapshot, long now) {
        var planner = new Planner(snapshot, now);
        drafts.forEach(planner::decide);
        return new Plan(
                new Acceptance(planner.results, planner.committed),
                planner.messages,
                planner.entries,
                planner.repeated,
                planner.begun);
    }

    /// A block does not turn back what was accepted before it: a repeated send is answered first.
    private void decide(Draft draft) {
        var stored = known.get(draft.key());
        if (stored != null) repeat(draft, stored);
        else if (snapshot.blocks().contains(new Block(draft.recipient(), draft.sender())))
            refuse(Outcome.BLOCKED);
        else store(draft);
    }

    private void repeat(Draft draft, Stored stored) {
        if (!stored.hash().equals(draft.hash())) {
            refuse(Outcome.CONFLICT);
            return;
        }
        if (snapshot.messages().containsKey(draft.key()))
            repeated.add(new RowKey(draft.conversation(), stored.seq()));
        answer(draft, Outcome.DUPLICATE, stored);
    }

    private void store(Draft draft) {
        if (!lastSeqs.containsKey(draft.conversation())) begun.add(draft.conversation());
        var seq = lastSeqs.merge(draft.conversation(), 1L, Long::sum);
        var recipientN = append(draft, draft.recipient(), seq);
        var senderN =
                draft.toSelf()
                        ? recipientN
                        : isDueElsewhere(draft) ? append(draft, draft.sender(), seq) : 0;
        var stored = new Stored(seq, now, senderN, recipientN, draft.hash());
        known.put(draft.key(), stored);
        messages.add(new NewMessage(draft, stored));
        answer(draft, Outcome.STORED, stored);
    }

    /// Whether the sender has a device that did not send it.
    private boolean isDueElsewhere(Draft draft) {
        var origin = draft.send().device();
        Set<DeviceId> devices = snapshot.devices().getOrDefault(draft.sender(), Set.of());
        return devices.size() > (origin != null && devices.contains(origin) ? 1 : 0);
    }

    private long append(Draft draft, UserId user, long seq) {
        var n = heads.merge(user, 1L, Long::sum);
        var own = user.equals(draft.sender());
        var origin = own ? draft.send().device() : null;
        entries.add(new NewEntry(user, n, draft.conversation(), seq, own, origin));
        return n;
    }

    private void answer(Draft draft, Outcome outcome, Stored stored) {
        var result =
                new Result(
                        outcome, stored.seq(), stored.at(), stored.senderN(), snapshot.log().id());
        results.add(result);
        committed.add(new Committed(draft.send(), result, stored.recipientN()));
    }

    private void refuse(Outcome outcome) {
        results.add(new Result(outcome, 0, 0, 0, snapshot.log().id()));
    }
}
