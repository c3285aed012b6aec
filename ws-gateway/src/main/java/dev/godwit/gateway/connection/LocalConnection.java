package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.connection.ConnectionState.Closing;
import dev.godwit.gateway.connection.ConnectionState.Ended;
import dev.godwit.gateway.connection.ConnectionState.Open;
import dev.godwit.gateway.connection.ConnectionState.Opening;
import dev.godwit.gateway.connection.ConnectionState.Proving;
import dev.godwit.gateway.connection.ConnectionState.Registering;
import dev.godwit.gateway.delivery.DeliveryEvent;
import dev.godwit.gateway.delivery.Progress;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.Member;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.MalformedFrame;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// One connection of one device, from its admission to its end, whatever carries it.
///
/// It opens (the chat service numbers it), is registered (others find it), and only then reads its
/// log; sends are taken from the first moment on. Runs on its event loop but for what [Member] says
/// to be thread-safe, which hops there.
public final class LocalConnection implements Member, ConnectionLoop.Ticking {
    /// Within that time nobody gives a connection up for another one.
    private static final long SOON = Duration.ofSeconds(1).toNanos();

    private static final long LONGEST_GOODBYE = Duration.ofSeconds(3).toNanos();

    /// Twice as often as is due: one that only listens is to be seen, also where an ack gets lost.
    private static final long SEEN_EVERY = AckBatch.SEEN_EVERY.dividedBy(2).toNanos();

    private final String id;
    private final UserId user;
    private final DeviceId device;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final FrameSink out;
    private final LivenessMonitor liveness;
    private final InboundFlowControl inflow;
    private final Sends sends;
    private final TokenRenewal token;

    /// Written by its loop alone.
    private volatile ConnectionState state;

    private Future<?> opening = CompletableFuture.completedFuture(null);
    private long seenAt;

    LocalConnection(
            String id,
            Identity identity,
            DeviceId device,
            ConnectionLoop loop,
            ConnectionContext context,
            FrameSink out) {
        var settings = context.settings();
        var now = loop.nanoTime();
        this.id = id;
        this.user = identity.user();
        this.device = device;
        this.loop = loop;
        this.context = context;
        this.out = out;
        var running = loop.runningTime(now);
        this.seenAt = running - context.random().nextLong(SEEN_EVERY); // not all together
        this.liveness =
                new LivenessMonitor(
                        settings.heartbeat(), settings.maxUnwritable(), running, context.random());
        this.inflow = new InboundFlowControl(settings, loop, out);
        this.sends = new Sends(this, loop, context, inflow);
        this.token = new TokenRenewal(this, identity, loop, context);
        this.state = new Opening(now, 0);
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String id() {
        return id;
    }

    /// 0 until the chat service has numbered it.
    @Override
    public long epoch() {
        return state.epoch();
    }

    @Override
    public void displaced() {
        loop.post(() -> close(CloseCode.REPLACED));
    }

    @Override
    public void readForward() {
        loop.post(() -> deliver(new DeliveryEvent.ReadForward()));
    }

    @Override
    public ConnectionLoop loop() {
        return loop;
    }

    @Override
    public long pendingBytes() {
        return out.pendingBytes();
    }

    /// The beginning: lets the chat service number the connection.
    public void start() {
        loop.add(this);
        context.registry().open().opened();
        context.metrics().opened();
        switch (context.registry().admit(this)) {
            case ADMITTED -> ask();
            case TOO_MANY -> close(CloseCode.TOO_MANY);
            case DRAINING -> close(CloseCode.RESTARTING);
        }
    }

    /// Every frame counts, whatever becomes of it: false once there are too many. Too many bytes
    /// only have to wait: one frame of the allowed number may have a KiB of them.
    public boolean heard(int bytes) {
        var now = loop.nanoTime();
        liveness.heard(loop.runningTime(now));
        if (state.isOver()) {
            return false;
        }
        if (state instanceof Proving) {
            on(new ConnectionEvent.Heard());
        }
        if (inflow.takes(bytes, now)) {
            return true;
        }
        close(CloseCode.TOO_MANY);
        return false;
    }

    /// A message, or a part of one, came: its end has to come, too.
    public void heardPart(boolean last) {
        liveness.heardPart(last, loop.runningTime(loop.nanoTime()));
    }

    public void on(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Send send -> sends.send(send);
            case ClientFrame.Ack(var n) -> acked(n);
            case ClientFrame.Auth(var fresh) -> token.authenticate(fresh);
            case ClientFrame.Ping() -> out.pong(context.encoder().encode(new ServerFrame.Pong()));
        }
    }

    public void on(MalformedFrame frame) {
        refuse(frame.toRefusal());
    }

    public void writabilityChanged() {
        inflow.review();
        if (out.writable()) {
            deliver(new DeliveryEvent.Resume());
        }
    }

    @Override
    public void pushed(DeliveryRecord.Entry entry) {
        if (isOfThisLog(entry.log())) {
            deliver(
                    device.equals(entry.origin())
                            ? new DeliveryEvent.HeadSeen(entry.n())
                            : new DeliveryEvent.Pushed(
                                    new ReadBatch.Entry(entry.n(), entry.frame())));
        }
    }

    @Override
    public void noticed(DeliveryRecord.Notice notice) {
        if (isOfThisLog(notice.log()) && state instanceof Open && out.writable()) {
            out.write(notice.frame());
        }
    }

    @Override
    public void headChecked(long head, @Nullable LogGeneration log) {
        if (isOfThisLog(log) && state instanceof Open(_, var delivery)) {
            delivery.headChecked(head);
        }
    }

    @Override
    public boolean tick(long now) {
        if (!state.isOver()) {
            review(now);
        }
        return !(state instanceof Ended);
    }

    private void review(long now) {
        if (token.expired()) {
            close(CloseCode.UNAUTHENTICATED);
            return;
        }
        if (now - seenAt > SEEN_EVERY) {
            beSeen(now);
        }
        switch (liveness.judge(now, out.taking(), out.reading(), progress())) {
            case WELL -> {}
            case PING -> out.ping();
            case UNFINISHED -> close(CloseCode.POLICY);
            case DEAD, NOTHING_ACKNOWLEDGED -> close(CloseCode.NOTHING_ACKNOWLEDGED);
        }
    }

    /// What it has acknowledged it acknowledges again: that moves nothing but the time it was seen.
    private void beSeen(long now) {
        seenAt = now;
        if (state.epoch() > 0) {
            context.chat().ack(new AckBatch.Item(user, device, progress().acked(), state.log()));
        }
    }

    /// One that was not welcomed yet can go at once.
    @Override
    public void goAway(long reconnectInMs) {
        loop.post(() -> {
            if (state instanceof Opening) {
                close(CloseCode.RESTARTING);
            } else {
                say(new ServerFrame.GoAway(reconnectInMs));
            }
        });
    }

    @Override
    public void leave() {
        loop.post(() -> {
            inflow.stop();
            closeIfDone();
        });
    }

    void closeIfDone() {
        if (inflow.stopped()) {
            close(CloseCode.RESTARTING);
        }
    }

    public void close(CloseCode code) {
        close(code.code(), code.reason());
    }

    public void close(int code, String reason) {
        on(new ConnectionEvent.Closed(code, reason));
    }

    /// The client has said that it leaves, by itself or because it was told to.
    public void left(int code) {
        if (state.isOver()) {
            out.drop();
        } else {
            close(code, "");
        }
    }

    /// What carries it broke.
    public void drop() {
        out.drop();
    }

    /// Nothing carries it any more.
    public void ended() {
        on(new ConnectionEvent.Gone());
    }

    void say(ServerFrame frame) {
        if (!state.isOver()) {
            out.write(context.encoder().encode(frame));
        }
    }

    void refuse(ServerFrame.Refusal refusal) {
        context.metrics().refused(refusal.code());
        say(refusal);
    }

    /// Null unless the connection is open.
    @Nullable DeliveryRun delivery() {
        return state instanceof Open(_, var delivery) ? delivery : null;
    }

    void deliver(DeliveryEvent event) {
        if (state instanceof Open(_, var delivery)) {
            delivery.on(event);
        }
    }

    /// False where `log` is known to be another generation than the connection's: what it says is
    /// about other positions, and the client has to begin again.
    boolean isOfThisLog(@Nullable LogGeneration log) {
        var mine = state.log();
        if (log == null || mine == null || mine.equals(log)) {
            return true;
        }
        close(CloseCode.RESTARTING);
        return false;
    }

    /// The one place where the connection's state changes, and what a new one brings with it.
    private void on(ConnectionEvent event) {
        assert loop.mine() : "changed from elsewhere";
        var before = state;
        var now = before.next(event);
        if (now.equals(before)) {
            return;
        }
        state = now;
        if (before instanceof Open(_, var delivery)) {
            delivery.stop();
        }
        if (before instanceof Proving(var opened) && now.isOver()) {
            tellEnded(opened.epoch());
        }
        switch (now) {
            case Opening(_, var failures) ->
                    loop.schedule(this::ask, context.backoff().after(failures).toNanos());
            case Proving(var opened) -> {
                welcome(opened);
                out.ping();
            }
            case Registering(var opened) -> {
                if (before instanceof Opening) {
                    welcome(opened);
                }
                register(opened);
            }
            case Open(_, var delivery) -> delivery.start();
            case Closing(_, var code, var reason) -> {
                opening.cancel(false);
                out.close(code, reason);
                loop.schedule(out::drop, LONGEST_GOODBYE);
            }
            case Ended(var epoch, var code) -> {
                opening.cancel(false);
                context.registry().remove(this);
                if (epoch > 0) {
                    context.presence().remove(this);
                    tellEnded(epoch);
                }
                context.metrics().closed(code);
                out.drop();
                context.registry().open().ended();
            }
        }
    }

    /// Asks for a number until there is one.
    private void ask() {
        if (!(state instanceof Opening)) {
            return;
        }
        var asked = context.chat().open(new OpenBatch.Item(user, device));
        opening = asked;
        var _ = asked.whenComplete((opened, failure) -> loop.post(() -> numbered(opened)));
    }

    private void numbered(OpenBatch.@Nullable Opened opened) {
        if (opened == null) {
            on(new ConnectionEvent.NotNumbered());
        } else if (opened.refusal() != null) {
            switch (opened.refusal()) {
                case TOO_MANY_DEVICES -> close(CloseCode.TOO_MANY);
                case OTHER -> close(CloseCode.OVERLOADED);
            }
        } else if (state instanceof Opening(var since, _)) {
            on(new ConnectionEvent.Numbered(opened, loop.nanoTime() - since > SOON));
        } else {
            tellEnded(opened.epoch()); // it was numbered when it was gone already
        }
    }

    /// For the chat service a device is connected until its last number is known to have ended.
    private void tellEnded(long epoch) {
        context.chat().ack(new AckBatch.Item(user, device, 0, null, epoch));
    }

    private void welcome(OpenBatch.Opened opened) {
        var settings = context.settings();
        say(
                new ServerFrame.Welcome(
                        user,
                        device,
                        id,
                        opened.log(),
                        opened.log() == null ? null : opened.cursor(),
                        token.expiresAt(),
                        settings.heartbeat().toMillis(),
                        settings.window(),
                        settings.maxFrameBytes()));
    }

    /// Of a device's connections all but the newest are displaced, whichever learns of it.
    private void register(OpenBatch.Opened opened) {
        for (var older : context.registry().numbered(this)) {
            older.displaced();
        }
        var _ =
                context.presence()
                        .register(this)
                        .whenComplete((done, failure) -> loop.post(() -> registered(opened)));
    }

    private void registered(OpenBatch.Opened opened) {
        if (state instanceof Ended) {
            context.presence().remove(this); // its removal may have overtaken its registration
            return;
        }
        on(
                new ConnectionEvent.Registered(
                        new DeliveryRun(this, out, loop, context, opened.cursor(), opened.log())));
    }

    private Progress progress() {
        return state instanceof Open(_, var delivery)
                ? delivery.progress()
                : new Progress(0, 0, 0, false);
    }

    private void acked(long n) {
        if (state instanceof Open(_, var delivery)) {
            delivery.on(new DeliveryEvent.Acked(n));
        } else if (n > 0) {
            refuse(
                    new ServerFrame.Refusal(
                            ErrorCode.INVALID, null, null, "n: nothing has been pushed yet"));
        }
    }
}
