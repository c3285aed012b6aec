package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.MalformedFrame;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

/// One socket of one device, from its welcome to its end.
///
/// It opens (the chat service numbers it), is registered (others find it), and only then reads its
/// log; sends are taken from the first moment on. Runs on its event loop but for the methods of
/// [Connection], which hop there.
final class LocalConnection implements Connection, ConnectionLoop.Ticking {
    private static final int TICKS_TO_CLOSE = 2;
    private static final long MIN_RETRY_MS = 250;

    /// Twice as often as is due: one that only listens is to be seen, also where an ack gets lost.
    private static final long SEEN_EVERY = AckBatch.SEEN_EVERY.dividedBy(2).toNanos();

    private final String id;
    private final UserId user;
    private final DeviceId device;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final Outbound out;
    private final LivenessMonitor vitals;
    private final InboundFlowControl inflow;
    private final Opening opening;
    private volatile long epoch;
    private long expiresAt;
    private @Nullable DeliveryRun delivery;
    private int ticksClosing;
    private long seenAt;
    private boolean authenticating;
    private boolean ended;

    LocalConnection(
            String id,
            Identity identity,
            DeviceId device,
            ConnectionLoop loop,
            ConnectionContext context,
            Outbound out) {
        var settings = context.settings();
        var now = loop.runningTime(loop.nanoTime());
        this.id = id;
        this.user = identity.user();
        this.expiresAt = identity.expiresAt().toEpochMilli();
        this.device = device;
        this.loop = loop;
        this.context = context;
        this.out = out;
        this.seenAt = now - context.random().nextLong(SEEN_EVERY); // not all together
        this.vitals =
                new LivenessMonitor(
                        settings.heartbeat(), settings.maxUnwritable(), now, context.random());
        this.inflow = new InboundFlowControl(settings, loop, out);
        this.opening = new Opening(this, context);
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
        return epoch;
    }

    @Override
    public void displaced() {
        loop.post(() -> out.close(CloseCode.REPLACED));
    }

    @Override
    public void readForward() {
        loop.post(() -> deliver(new DeliveryEvent.ReadForward()));
    }

    ConnectionLoop loop() {
        return loop;
    }

    Outbound out() {
        return out;
    }

    /// The beginning: says welcome and lets the chat service number the connection.
    void start() {
        loop.add(this);
        context.registry().open().opened();
        context.metrics().opened();
        switch (context.registry().admit(this)) {
            case ADMITTED -> {
                welcome();
                opening.begin();
            }
            case TOO_MANY -> out.close(CloseCode.TOO_MANY);
            case DRAINING -> out.close(CloseCode.RESTARTING);
        }
    }

    /// Every frame counts, whatever becomes of it: false once there are too many. Too many bytes
    /// only have to wait: one frame of the allowed number may have a KiB of them.
    boolean heard(int bytes) {
        assert loop.mine() : "heard elsewhere";
        var now = loop.nanoTime();
        vitals.heard(loop.runningTime(now));
        if (out.closing()) return false;
        opening.heard();
        if (inflow.takes(bytes, now)) return true;
        out.close(CloseCode.TOO_MANY);
        return false;
    }

    /// A message, or a part of one, came: its end has to come, too.
    void heardPart(boolean last) {
        vitals.heardPart(last, loop.runningTime(loop.nanoTime()));
    }

    void on(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Send send -> send(send);
            case ClientFrame.Ack(var n) -> acked(n);
            case ClientFrame.Auth(var token) -> authenticate(token);
            case ClientFrame.Ping() -> out.pong();
        }
    }

    void on(MalformedFrame frame) {
        refuse(frame.toRefusal());
    }

    void writabilityChanged() {
        inflow.review();
        if (out.writable()) deliver(new DeliveryEvent.Resume());
    }

    /// An entry of the user's log came from the chat service.
    void pushed(DeliveryRecord.Entry entry) {
        deliver(
                device.equals(entry.origin())
                        ? new DeliveryEvent.HeadSeen(entry.n())
                        : new DeliveryEvent.Pushed(new ReadBatch.Entry(entry.n(), entry.frame())));
    }

    /// A frame for whoever is there and listens.
    void noticed(byte[] frame) {
        if (delivery != null && out.writable()) out.say(frame);
    }

    /// The safety net has found the user's log to reach `head`.
    void headChecked(long head) {
        if (delivery != null) delivery.headChecked(head);
    }

    @Override
    public boolean tick(long now) {
        if (ended) {
            return false;
        }
        if (out.closing()) {
            if (++ticksClosing > TICKS_TO_CLOSE) {
                out.drop();
            }
        } else {
            review(now);
        }
        return true;
    }

    private void review(long now) {
        if (context.clock().millis() >= expiresAt) {
            out.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        if (now - seenAt > SEEN_EVERY) beSeen(now);
        switch (vitals.judge(now, out.taking(), out.reading(), progress())) {
            case WELL -> {}
            case PING -> out.ping();
            case UNFINISHED -> out.close(CloseCode.POLICY);
            case DEAD, NOTHING_ACKNOWLEDGED -> out.close(CloseCode.NOTHING_ACKNOWLEDGED);
        }
    }

    /// What it has acknowledged it acknowledges again: that moves nothing but the time it was seen.
    private void beSeen(long now) {
        seenAt = now;
        if (epoch > 0) context.chat().ack(acknowledged(null));
    }

    private AckBatch.Item acknowledged(@Nullable Long closed) {
        return new AckBatch.Item(user, device, progress().acked(), null, closed);
    }

    /// The gateway is about to stop: the client should be elsewhere within that time.
    void goAway(long reconnectInMs) {
        loop.post(() -> out.say(new ServerFrame.GoAway(reconnectInMs)));
    }

    /// Takes nothing more, and closes when what was taken is answered.
    void leave() {
        loop.post(() -> {
            inflow.stop();
            closeIfDone();
        });
    }

    /// The socket is gone.
    void ended() {
        ended = true;
        context.registry().remove(this);
        if (epoch > 0) {
            context.presence().remove(this);
            context.chat().ack(acknowledged(epoch));
        }
        context.metrics().closed(out.closeCode());
        out.drop();
        context.registry().open().ended();
    }

    private void welcome() {
        var settings = context.settings();
        out.say(
                new ServerFrame.Welcome(
                        user,
                        device,
                        id,
                        expiresAt,
                        settings.heartbeat().toMillis(),
                        settings.window(),
                        settings.maxFrameBytes()));
    }

    /// Of a device's connections all but the newest are displaced, whichever learns of it.
    void numbered(long number) {
        epoch = number;
        for (var older : context.registry().numbered(this)) older.displaced();
    }

    /// It is registered: what its log has from here on reaches it.
    void read(long cursor) {
        if (ended) {
            context.presence().remove(this); // its removal may have overtaken its registration
            return;
        }
        if (out.closing()) return;
        delivery = new DeliveryRun(user, device, out, loop, context, cursor);
        delivery.start();
    }

    private void deliver(DeliveryEvent event) {
        if (delivery != null) delivery.on(event);
    }

    private Progress progress() {
        return delivery != null ? delivery.progress() : new Progress(0, 0, 0, false);
    }

    private void send(ClientFrame.Send send) {
        var started = loop.nanoTime();
        var wait = context.registry().takeSend(user, started);
        if (wait > 0) {
            refuse(ErrorCode.RATE_LIMITED, send.id(), retryInMs(wait), "too many sends");
            return;
        }
        var item = new SendBatch.Item(user, device, send.id(), send.to(), send.kind(), send.body());
        inflow.sent(item);
        var _ =
                context.chat()
                        .send(item)
                        .whenComplete((result, failure) ->
                                loop.post(() -> answered(item, result, failure)));
        context.metrics().received(loop.nanoTime() - started);
    }

    private void answered(
            SendBatch.Item send, SendBatch.@Nullable Result result, @Nullable Throwable failure) {
        inflow.answered(send);
        if (result == null) refuse(SendAnswer.unknown(send, failure));
        else answered(send, result);
        closeIfDone();
    }

    private void answered(SendBatch.Item send, SendBatch.Result result) {
        var n = delivery == null ? 0 : result.n(); // before the log is read, the log will tell
        var answer = SendAnswer.of(send, result, n);
        if (answer instanceof ServerFrame.Refusal refusal) refuse(refusal);
        else if (answer instanceof ServerFrame.Accepted accepted && delivery != null)
            delivery.accepted(accepted);
        else out.say(answer);
    }

    private void acked(long n) {
        if (delivery != null) delivery.on(new DeliveryEvent.Acked(n));
        else if (n > 0) refuse(ErrorCode.INVALID, null, null, "n: nothing has been pushed yet");
    }

    private void authenticate(String token) {
        if (authenticating) {
            refuse(ErrorCode.RATE_LIMITED, null, 1000L, "one token at a time");
            return;
        }
        authenticating = true;
        var _ =
                context.authenticator()
                        .authenticate(token)
                        .whenComplete((verified, failure) -> loop.post(() -> verified(verified)));
    }

    private void verified(@Nullable Verification verification) {
        authenticating = false;
        switch (verification) {
            case null ->
                    refuse(ErrorCode.UNAVAILABLE, null, 1000L, "the token could not be checked");
            case Verification.Refused ignored -> out.close(CloseCode.UNAUTHENTICATED);
            case Verification.Valid(var identity) -> {
                if (identity.user().equals(user)) {
                    expiresAt = identity.expiresAt().toEpochMilli();
                    return;
                }
                refuse(ErrorCode.FORBIDDEN, null, null, "the token is another user's");
                out.close(CloseCode.REVOKED);
            }
        }
    }

    private void refuse(
            ErrorCode code,
            @Nullable ClientMessageId message,
            @Nullable Long retryInMs,
            String why) {
        refuse(
                new ServerFrame.Refusal(
                        code, message == null ? null : message.value(), retryInMs, why));
    }

    private void refuse(ServerFrame.Refusal refusal) {
        context.metrics().refused(refusal.code());
        out.say(refusal);
    }

    private void closeIfDone() {
        if (inflow.stopped()) out.close(CloseCode.RESTARTING);
    }

    /// Not as soon as there is a token again: what was refused together would come together.
    private static long retryInMs(long nanos) {
        return Math.max(MIN_RETRY_MS, nanos / 1_000_000 + 1);
    }
}
