package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.connection.ConnectionState.Opening;
import dev.godwit.gateway.connection.ConnectionState.Proving;
import dev.godwit.gateway.delivery.DeliveryEvent;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.Member;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.MalformedFrame;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

/// One connection of one device, from its admission to its end, whatever carries it: what its
/// client does, what the rest of the gateway has for it.
///
/// It opens (the chat service numbers it), is registered (others find it), and only then reads its
/// log; sends are taken from the first moment on. Runs on its event loop but for what [Member] says
/// to be thread-safe, which hops there.
public final class LocalConnection implements Member {
    private final String id;
    private final UserId user;
    private final DeviceId device;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final FrameSink out;
    private final ConnectionLife life;
    private final InboundFlowControl inflow;
    private final Sends sends;
    private final TokenRenewal token;
    private final ConnectionWatch watch;

    LocalConnection(
            String id,
            Identity identity,
            DeviceId device,
            ConnectionLoop loop,
            ConnectionContext context,
            FrameSink out) {
        this.id = id;
        this.user = identity.user();
        this.device = device;
        this.loop = loop;
        this.context = context;
        this.out = out;
        this.life = new ConnectionLife(this, this::expiresAt, this::welcomed, out, loop, context);
        this.inflow = new InboundFlowControl(context.settings(), loop, out);
        this.sends = new Sends(life, loop, context, inflow);
        this.token = new TokenRenewal(life, identity, loop, context);
        this.watch = new ConnectionWatch(life, token, out, context, runningTime());
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
        return life.state().epoch();
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
        loop.add(watch);
        life.begin();
    }

    /// Every frame counts, whatever becomes of it: false once there are too many. Too many bytes
    /// only have to wait: one frame of the allowed number may have a KiB of them.
    public boolean heard(int bytes) {
        watch.heard(runningTime());
        if (life.isOver()) {
            return false;
        }
        if (life.state() instanceof Proving) {
            life.on(new ConnectionEvent.Heard());
        }
        if (inflow.takes(bytes, loop.nanoTime())) {
            return true;
        }
        close(CloseCode.TOO_MANY);
        return false;
    }

    /// A message, or a part of one, came: its end has to come, too.
    public void heardPart(boolean last) {
        watch.heardPart(last, runningTime());
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
        life.refuse(frame.toRefusal());
    }

    public void writabilityChanged() {
        inflow.review();
        if (out.writable()) {
            life.deliver(new DeliveryEvent.Resume());
        }
    }

    public void close(CloseCode code) {
        life.close(code);
    }

    public void close(int code, String reason) {
        life.close(code, reason);
    }

    /// The client has said that it leaves, by itself or because it was told to.
    public void left(int code) {
        if (life.isOver()) {
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
        life.on(new ConnectionEvent.Gone());
    }

    /// One of another generation may be late, or the first of the next: what is read will tell.
    @Override
    public void pushed(DeliveryRecord.Entry entry) {
        if (!life.isOfThisLog(entry.log())) {
            life.deliver(new DeliveryEvent.ReadForward());
        } else if (device.equals(entry.origin())) {
            life.deliver(new DeliveryEvent.HeadSeen(entry.n()));
        } else {
            life.deliver(new DeliveryEvent.Pushed(new ReadBatch.Entry(entry.n(), entry.frame())));
        }
    }

    @Override
    public void noticed(DeliveryRecord.Notice notice) {
        if (life.isOfThisLog(notice.log()) && life.delivery() != null && out.writable()) {
            out.write(notice.frame());
        }
    }

    @Override
    public void headChecked(long head, @Nullable LogGeneration log) {
        var delivery = life.delivery();
        if (life.isStillOfThisLog(log) && delivery != null) {
            delivery.headChecked(head);
        }
    }

    @Override
    public void readForward() {
        loop.post(() -> life.deliver(new DeliveryEvent.ReadForward()));
    }

    @Override
    public void displaced() {
        loop.post(() -> close(CloseCode.REPLACED));
    }

    /// One that was not welcomed yet can go at once.
    @Override
    public void goAway(long reconnectInMs) {
        loop.post(() -> {
            if (life.state() instanceof Opening) {
                close(CloseCode.RESTARTING);
            } else {
                life.say(new ServerFrame.GoAway(reconnectInMs));
            }
        });
    }

    @Override
    public void leave() {
        loop.post(() -> {
            inflow.stop();
            sends.closeIfDone();
        });
    }

    private void acked(long n) {
        var delivery = life.delivery();
        if (delivery != null) {
            delivery.on(new DeliveryEvent.Acked(n));
        } else if (n > 0) {
            life.refuse(
                    new ServerFrame.Refusal(
                            ErrorCode.INVALID, null, null, "n: nothing has been pushed yet"));
        }
    }

    private void welcomed() {
        sends.welcomed();
    }

    private long expiresAt() {
        return token.expiresAt();
    }

    private long runningTime() {
        return loop.runningTime(loop.nanoTime());
    }
}
