package dev.godwit.gateway.connection;

import dev.godwit.gateway.connection.ConnectionState.Ended;
import dev.godwit.gateway.delivery.Progress;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.protocol.CloseCode;

/// What is done about one connection once per second: whether its token is good, its client alive,
/// and the chat service told that its device is connected. Runs on the connection's event loop.
final class ConnectionWatch implements ConnectionLoop.Ticking {
    /// Twice as often as is due: one that only listens is to be seen, also where an ack gets lost.
    private static final long SEEN_EVERY = AckBatch.SEEN_EVERY.dividedBy(2).toNanos();

    private final ConnectionLife life;
    private final TokenRenewal token;
    private final LivenessMonitor liveness;
    private final FrameSink out;
    private final ConnectionContext context;
    private long seenAt;

    /// `now`: the loop's running time, as in all of this.
    ConnectionWatch(
            ConnectionLife life,
            TokenRenewal token,
            FrameSink out,
            ConnectionContext context,
            long now) {
        var settings = context.settings();
        this.life = life;
        this.token = token;
        this.out = out;
        this.context = context;
        this.seenAt = now - context.random().nextLong(SEEN_EVERY); // not all together
        this.liveness =
                new LivenessMonitor(
                        settings.heartbeat(), settings.maxUnwritable(), now, context.random());
    }

    void heard(long now) {
        liveness.heard(now);
    }

    void heardPart(boolean last, long now) {
        liveness.heardPart(last, now);
    }

    @Override
    public boolean tick(long now) {
        if (!life.isOver()) {
            review(now);
        }
        return !(life.state() instanceof Ended);
    }

    private void review(long now) {
        if (token.expired()) {
            life.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        if (now - seenAt > SEEN_EVERY) {
            beSeen(now);
        }
        switch (liveness.judge(now, out.taking(), out.reading(), progress())) {
            case WELL -> {}
            case PING -> out.ping();
            case UNFINISHED -> life.close(CloseCode.POLICY);
            case DEAD, NOTHING_ACKNOWLEDGED -> life.close(CloseCode.NOTHING_ACKNOWLEDGED);
        }
    }

    /// What it has acknowledged it acknowledges again: that moves nothing but the time it was seen.
    private void beSeen(long now) {
        seenAt = now;
        var state = life.state();
        if (state.epoch() > 0) {
            context.chat()
                    .ack(
                            new AckBatch.Item(
                                    life.user(), life.device(), progress().acked(), state.log()));
        }
    }

    private Progress progress() {
        var delivery = life.delivery();
        return delivery == null ? new Progress(0, 0, 0, false) : delivery.progress();
    }
}
