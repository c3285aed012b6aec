package dev.godwit.gateway.connection;

import dev.godwit.api.OpenBatch;
import dev.godwit.api.ReadBatch;
import dev.godwit.api.SendBatch;
import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
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
final class LocalConnection implements Connection {
    private static final int TICKS_TO_CLOSE = 2;
    private static final long MIN_RETRY_MS = 250;

    private final String id;
    private final UserId user;
    private final DeviceId device;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final Outbound out;
    private final Vitals vitals;
    private final TokenBucket frames;
    private volatile long epoch;
    private long expiresAt;
    private @Nullable DeliveryRun delivery;
    private int failedOpens;
    private int sendsInFlight;
    private int ticksClosing;
    private boolean authenticating;
    private boolean leaving;
    private boolean ended;

    LocalConnection(
            String id,
            Identity identity,
            DeviceId device,
            ConnectionLoop loop,
            ConnectionContext context,
            Outbound out) {
        var settings = context.settings();
        var now = loop.nanoTime();
        this.id = id;
        this.user = identity.user();
        this.expiresAt = identity.expiresAt().toEpochMilli();
        this.device = device;
        this.loop = loop;
        this.context = context;
        this.out = out;
        this.vitals = new Vitals(settings.heartbeat(), settings.maxUnwritable(), now);
        this.frames =
                new TokenBucket(settings.framesPerSecond(), 2 * settings.framesPerSecond(), now);
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
        context.metrics().opened();
        switch (context.registry().admit(this)) {
            case ADMITTED -> {
                welcome();
                open();
            }
            case TOO_MANY -> out.close(CloseCode.TOO_MANY);
            case DRAINING -> out.close(CloseCode.RESTARTING);
        }
    }

    /// Every frame counts, whatever becomes of it: false once there are too many.
    boolean heard() {
        var now = loop.nanoTime();
        vitals.heard(now);
        if (out.closing()) return false;
        if (frames.take(now) == 0) return true;
        out.close(CloseCode.TOO_MANY);
        return false;
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
        takeMoreOrLess();
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

    /// Once per second.
    void tick(long now) {
        if (out.closing()) {
            if (++ticksClosing > TICKS_TO_CLOSE) out.drop();
            return;
        }
        if (context.clock().millis() >= expiresAt) {
            out.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        switch (vitals.judge(now, out.writable(), out.reading(), progress())) {
            case WELL -> {}
            case PING -> out.ping();
            case DEAD, NOTHING_ACKNOWLEDGED -> out.close(CloseCode.NOTHING_ACKNOWLEDGED);
        }
    }

    /// The gateway is about to stop: the client should be elsewhere within that time.
    void goAway(long reconnectInMs) {
        loop.post(() -> out.say(new ServerFrame.GoAway(reconnectInMs)));
    }

    /// Takes nothing more, and closes when what was taken is answered.
    void leave() {
        loop.post(() -> {
            leaving = true;
            takeMoreOrLess();
            closeIfDone();
        });
    }

    /// The socket is gone.
    void ended() {
        ended = true;
        loop.remove(this);
        context.registry().remove(this);
        if (epoch > 0) context.presence().remove(this);
        context.metrics().closed(out.closeCode());
        out.drop();
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

    private void open() {
        if (out.closing()) return;
        var _ =
                context.chat()
                        .open(new OpenBatch.Item(user, device))
                        .whenComplete((opened, failure) -> loop.post(() -> onOpened(opened)));
    }

    private void onOpened(OpenBatch.@Nullable Opened opened) {
        if (out.closing()) return;
        if (opened == null) {
            loop.schedule(this::open, context.backoff().after(++failedOpens).toNanos());
            return;
        }
        epoch = opened.epoch();
        for (var older : context.registry().numbered(this)) older.displaced();
        if (out.closing()) return;
        var _ =
                context.presence()
                        .register(this)
                        .whenComplete((done, failure) -> loop.post(() -> read(opened.cursor())));
    }

    private void read(long cursor) {
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
        sendsInFlight++;
        takeMoreOrLess();
        var item = new SendBatch.Item(user, device, send.id(), send.to(), send.kind(), send.body());
        var _ =
                context.chat()
                        .send(item)
                        .whenComplete((result, failure) ->
                                loop.post(() -> answered(item, result, failure)));
        context.metrics().received(loop.nanoTime() - started);
    }

    private void answered(
            SendBatch.Item send, SendBatch.@Nullable Result result, @Nullable Throwable failure) {
        sendsInFlight--;
        takeMoreOrLess();
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

    /// A client that does not take its answers, or has too many due, is not read from.
    private void takeMoreOrLess() {
        out.readFrom(
                !leaving && out.writable() && sendsInFlight < context.settings().sendsInFlight());
    }

    private void closeIfDone() {
        if (leaving && sendsInFlight == 0) out.close(CloseCode.RESTARTING);
    }

    /// Not as soon as there is a token again: what was refused together would come together.
    private static long retryInMs(long nanos) {
        return Math.max(MIN_RETRY_MS, nanos / 1_000_000 + 1);
    }
}
