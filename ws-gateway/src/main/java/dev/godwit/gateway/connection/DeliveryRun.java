package dev.godwit.gateway.connection;

import dev.godwit.gateway.delivery.Delivery;
import dev.godwit.gateway.delivery.DeliveryEffect;
import dev.godwit.gateway.delivery.DeliveryEffect.Acknowledge;
import dev.godwit.gateway.delivery.DeliveryEffect.Hold;
import dev.godwit.gateway.delivery.DeliveryEffect.Read;
import dev.godwit.gateway.delivery.DeliveryEffect.ReadOn;
import dev.godwit.gateway.delivery.DeliveryEffect.RefuseAck;
import dev.godwit.gateway.delivery.DeliveryEffect.Retry;
import dev.godwit.gateway.delivery.DeliveryEffect.SayLive;
import dev.godwit.gateway.delivery.DeliveryEffect.Write;
import dev.godwit.gateway.delivery.DeliveryEvent;
import dev.godwit.gateway.delivery.DeliveryState;
import dev.godwit.gateway.delivery.Progress;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.id.LogGeneration;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// The delivery state of one connection in motion: what happens is turned into the next state, and
/// its effects are carried out. Runs on the channel's event loop.
final class DeliveryRun {
    private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

    private final ConnectionLife life;
    private final FrameSink out;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final @Nullable LogGeneration log;
    private Future<?> reading = NOTHING;
    private DeliveryState state;
    private int failedReads;

    DeliveryRun(
            ConnectionLife life,
            FrameSink out,
            ConnectionLoop loop,
            ConnectionContext context,
            long cursor,
            @Nullable LogGeneration log) {
        this.life = life;
        this.out = out;
        this.loop = loop;
        this.context = context;
        this.log = log;
        this.state = new DeliveryState.Waiting(progressAt(cursor));
    }

    /// Begins to read; what is pushed meanwhile is found in the log.
    void start() {
        perform(
                Delivery.from(
                        state.progress().pushed(), context.settings().window(), out.writable()));
    }

    /// Nobody is there any more: what is asked for need not be read.
    void stop() {
        reading.cancel(false);
    }

    Progress progress() {
        return state.progress();
    }

    void on(DeliveryEvent event) {
        perform(Delivery.next(state, event, out.writable()));
    }

    /// Shows the sender its own message: with `n` where that is next in its log.
    void accepted(ServerFrame.Accepted accepted) {
        var n = accepted.n();
        if (n > 0 && Delivery.takes(state, n, out.writable())) {
            on(
                    new DeliveryEvent.Pushed(
                            new ReadBatch.Entry(n, context.encoder().encode(accepted))));
            return;
        }
        life.say(withoutPosition(accepted));
        if (n > 0) on(new DeliveryEvent.HeadSeen(n));
    }

    /// The safety net has found the log to reach `head`.
    void headChecked(long head) {
        if (head <= state.progress().pushed()) return;
        on(new DeliveryEvent.HeadSeen(head));
        on(new DeliveryEvent.Resume());
    }

    private static ServerFrame.Accepted withoutPosition(ServerFrame.Accepted accepted) {
        return new ServerFrame.Accepted(
                accepted.id(),
                accepted.peer(),
                accepted.seq(),
                accepted.at(),
                accepted.duplicate(),
                0);
    }

    private Progress progressAt(long cursor) {
        return new Progress(cursor, cursor, context.settings().window(), false);
    }

    private void perform(Delivery.Step step) {
        assert loop.mine() : "delivered from elsewhere";
        state = step.state();
        for (var effect : step.effects()) perform(effect);
    }

    private void perform(DeliveryEffect effect) {
        switch (effect) {
            case Write(var frame) -> out.write(frame);
            case SayLive(var n) -> life.say(new ServerFrame.Live(n));
            case Hold() ->
                    loop.schedule(
                            () -> life.deliver(new DeliveryEvent.HoldOver()),
                            context.settings().reorderHold().toNanos());
            case Read(var after, var limit) -> read(after, limit);
            case ReadOn() -> {
                out.flush();
                on(new DeliveryEvent.Resume());
            }
            case Retry() ->
                    loop.schedule(
                            () -> life.deliver(new DeliveryEvent.Resume()),
                            context.backoff().after(++failedReads).toNanos());
            case Acknowledge(var n) ->
                    context.chat().ack(new AckBatch.Item(life.user(), life.device(), n, log));
            case RefuseAck(var n, var pushed) ->
                    life.refuse(
                            new ServerFrame.Refusal(
                                    ErrorCode.INVALID,
                                    null,
                                    null,
                                    "n: %d (expected: at most %d, the last position pushed)"
                                            .formatted(n, pushed)));
        }
    }

    private void read(long after, int limit) {
        context.metrics().pageAsked();
        var asked =
                context.chat()
                        .read(new ReadBatch.Item(life.user(), life.device(), after, limit, log));
        reading = asked;
        var _ = asked.whenComplete((page, failure) -> loop.post(() -> onPage(page)));
    }

    private void onPage(ReadBatch.@Nullable Page page) {
        reading = NOTHING; // which held the whole page, for as long as the connection is idle
        if (page == null) {
            life.deliver(new DeliveryEvent.ReadFailed());
        } else if (life.isStillOfThisLog(page.log())) {
            failedReads = 0;
            life.deliver(new DeliveryEvent.PageRead(page));
        }
    }
}
