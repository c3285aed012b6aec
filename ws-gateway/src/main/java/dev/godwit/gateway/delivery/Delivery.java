package dev.godwit.gateway.delivery;

import dev.godwit.gateway.delivery.DeliveryEffect.Acknowledge;
import dev.godwit.gateway.delivery.DeliveryEffect.Hold;
import dev.godwit.gateway.delivery.DeliveryEffect.Read;
import dev.godwit.gateway.delivery.DeliveryEffect.ReadOn;
import dev.godwit.gateway.delivery.DeliveryEffect.RefuseAck;
import dev.godwit.gateway.delivery.DeliveryEffect.Retry;
import dev.godwit.gateway.delivery.DeliveryEffect.SayLive;
import dev.godwit.gateway.delivery.DeliveryEffect.Write;
import dev.godwit.gateway.delivery.DeliveryState.Holding;
import dev.godwit.gateway.delivery.DeliveryState.Live;
import dev.godwit.gateway.delivery.DeliveryState.Reading;
import dev.godwit.gateway.delivery.DeliveryState.Waiting;
import dev.godwit.internalapi.ReadBatch.Entry;
import dev.godwit.internalapi.ReadBatch.Page;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The one rule by which a connection is shown its user's log: in order, without hole, never more
/// than a window unacknowledged. Pure functions.
///
/// The same rule serves connecting, gaps, slow clients, lost pushes and outages: whoever is not
/// exactly at the head reads forward from `pushed`.
public final class Delivery {
    /// How many entries are kept while what precedes them may still come.
    static final int MAX_EARLY = 32;

    private Delivery() {}

    /// A state and what has to be done to be in it.
    public record Step(DeliveryState state, List<DeliveryEffect> effects) {
        static Step to(DeliveryState state, DeliveryEffect... effects) {
            return new Step(state, List.of(effects));
        }
    }

    /// The beginning: read on from the device's cursor.
    public static Step from(long cursor, int window, boolean writable) {
        return readForward(new Progress(cursor, cursor, window, false), writable);
    }

    /// `writable`: the socket takes data at the moment.
    public static Step next(DeliveryState state, DeliveryEvent event, boolean writable) {
        return switch (event) {
            case DeliveryEvent.Pushed(var entry) -> pushed(state, entry, writable);
            case DeliveryEvent.HeadSeen(var n) -> headSeen(state, n);
            case DeliveryEvent.HoldOver() ->
                    state instanceof Holding
                            ? readForward(state.progress(), writable)
                            : Step.to(state);
            case DeliveryEvent.PageRead(var page) ->
                    state instanceof Reading reading ? pageRead(reading, page) : Step.to(state);
            case DeliveryEvent.ReadFailed() ->
                    state instanceof Reading
                            ? Step.to(new Waiting(state.progress()), new Retry())
                            : Step.to(state);
            case DeliveryEvent.Acked(var n) -> acked(state, n, writable);
            case DeliveryEvent.Resume() ->
                    state instanceof Waiting
                            ? readForward(state.progress(), writable)
                            : Step.to(state);
            case DeliveryEvent.ReadForward() -> missedSomething(state, writable);
        };
    }

    /// Whether an entry at `n` would be written at once if it were pushed now.
    public static boolean takes(DeliveryState state, long n, boolean writable) {
        var inOrder = state instanceof Live || state instanceof Holding;
        var progress = state.progress();
        return inOrder && writable && n == progress.pushed() + 1 && progress.room() > 0;
    }

    private static Step pushed(DeliveryState state, Entry entry, boolean writable) {
        var n = entry.n();
        if (n <= state.progress().pushed()) return Step.to(state);
        return switch (state) {
            case Live(var progress) -> {
                if (n > progress.pushed() + 1) yield hold(progress, n, entry);
                if (!writable || progress.room() == 0) yield Step.to(new Waiting(progress));
                yield Step.to(new Live(progress.shown(n)), new Write(entry.frame()));
            }
            case Holding holding -> joinedHold(holding, entry, writable);
            case Reading(var progress, var hinted) ->
                    Step.to(new Reading(progress, Math.max(hinted, n)));
            case Waiting waiting -> Step.to(waiting);
        };
    }

    private static Step headSeen(DeliveryState state, long n) {
        if (n <= state.progress().pushed()) return Step.to(state);
        return switch (state) {
            case Live(var progress) ->
                    Step.to(new Holding(progress, new TreeMap<>(), n), new Hold());
            case Holding(var progress, var early, var head) ->
                    Step.to(new Holding(progress, early, Math.max(head, n)));
            case Reading(var progress, var hinted) ->
                    Step.to(new Reading(progress, Math.max(hinted, n)));
            case Waiting waiting -> Step.to(waiting);
        };
    }

    private static Step hold(Progress progress, long head, Entry entry) {
        var early = new TreeMap<Long, Entry>();
        early.put(entry.n(), entry);
        return Step.to(new Holding(progress, early, head), new Hold());
    }

    /// Keeps the entry, and writes what is now complete.
    private static Step joinedHold(Holding holding, Entry entry, boolean writable) {
        var progress = holding.progress();
        var head = Math.max(holding.head(), entry.n());
        NavigableMap<Long, Entry> early = new TreeMap<>(holding.early());
        if (early.size() < MAX_EARLY || entry.n() == progress.pushed() + 1)
            early.put(entry.n(), entry);

        var effects = new ArrayList<DeliveryEffect>();
        for (var due = early.remove(progress.pushed() + 1);
                due != null;
                due = early.remove(progress.pushed() + 1)) {
            if (!writable || progress.room() == 0) return new Step(new Waiting(progress), effects);
            effects.add(new Write(due.frame()));
            progress = progress.shown(due.n());
        }
        if (progress.pushed() >= head) return new Step(new Live(progress), effects);
        return new Step(new Holding(progress, early, head), effects);
    }

    private static Step pageRead(Reading reading, Page page) {
        var progress = reading.progress();
        var effects = new ArrayList<DeliveryEffect>();
        for (var entry : page.entries()) {
            if (entry.n() <= progress.pushed() || progress.room() == 0) continue;
            effects.add(new Write(entry.frame()));
            progress = progress.shown(entry.n());
        }

        // A page passes over entries whose messages are gone: an empty one says that all up to the
        // head are.
        var nothingLeft = page.entries().isEmpty() && progress.pushed() < page.head();
        if (nothingLeft && !progress.owesNothing()) return Step.to(new Waiting(progress));
        if (nothingLeft) progress = progress.passedOver(page.head());

        if (!page.unfinished() && progress.pushed() >= Math.max(page.head(), reading.hinted())) {
            if (!progress.greeted()) effects.add(new SayLive(progress.pushed()));
            return new Step(new Live(progress.told()), effects);
        }
        effects.add(new ReadOn());
        return new Step(new Waiting(progress), effects);
    }

    private static Step acked(DeliveryState state, long n, boolean writable) {
        var before = state.progress();
        if (n > before.pushed()) return Step.to(state, new RefuseAck(n, before.pushed()));
        if (n <= before.acked()) return Step.to(state);
        var progress = before.acknowledged(n);
        var acknowledge = new Acknowledge(n);
        return switch (state) {
            case Live ignored -> Step.to(new Live(progress), acknowledge);
            case Holding holding ->
                    Step.to(new Holding(progress, holding.early(), holding.head()), acknowledge);
            case Reading reading -> Step.to(new Reading(progress, reading.hinted()), acknowledge);
            case Waiting ignored -> {
                var worthAPage = progress.owesNothing() || progress.room() >= progress.window() / 4;
                if (!writable || !worthAPage) yield Step.to(new Waiting(progress), acknowledge);
                yield Step.to(
                        new Reading(progress, 0),
                        acknowledge,
                        new Read(progress.pushed(), progress.room()));
            }
        };
    }

    private static Step missedSomething(DeliveryState state, boolean writable) {
        return switch (state) {
            case Reading(var progress, var ignored) ->
                    Step.to(new Reading(progress, Long.MAX_VALUE)); // one more read, whatever comes
            case Live ignored -> readForward(state.progress(), writable);
            case Holding ignored -> readForward(state.progress(), writable);
            case Waiting ignored -> readForward(state.progress(), writable);
        };
    }

    private static Step readForward(Progress progress, boolean writable) {
        if (!writable || progress.room() == 0) return Step.to(new Waiting(progress));
        return Step.to(new Reading(progress, 0), new Read(progress.pushed(), progress.room()));
    }
}
