package dev.godwit.gateway.connection;

import dev.godwit.gateway.connection.ConnectionState.Closing;
import dev.godwit.gateway.connection.ConnectionState.Ended;
import dev.godwit.gateway.connection.ConnectionState.Open;
import dev.godwit.gateway.connection.ConnectionState.Opening;
import dev.godwit.gateway.connection.ConnectionState.Proving;
import dev.godwit.gateway.connection.ConnectionState.Registering;
import dev.godwit.gateway.delivery.DeliveryEvent;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.Member;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The state of one connection in motion: what happens is turned into the next state, and what that
/// brings with it is done. Runs on the connection's event loop but for [#state].
final class ConnectionLife {
    private static final long LONGEST_GOODBYE = Duration.ofSeconds(3).toNanos();

    private final Member member;
    private final FrameSink out;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final ConnectionOpening opening;
    private final Runnable welcomed;

    /// Written by its loop alone.
    private volatile ConnectionState state;

    /// `expiresAt`: until when its token is good, in epoch milliseconds. `welcomed`: run once the
    /// client was told the log's generation.
    ConnectionLife(
            Member member,
            LongSupplier expiresAt,
            Runnable welcomed,
            FrameSink out,
            ConnectionLoop loop,
            ConnectionContext context) {
        this.member = member;
        this.welcomed = welcomed;
        this.out = out;
        this.loop = loop;
        this.context = context;
        this.opening = new ConnectionOpening(this, member, expiresAt, out, loop, context);
        this.state = new Opening(loop.nanoTime(), 0);
    }

    void begin() {
        context.registry().open().opened();
        context.metrics().opened();
        switch (context.registry().admit(member)) {
            case ADMITTED -> opening.ask();
            case TOO_MANY -> close(CloseCode.TOO_MANY);
            case DRAINING -> close(CloseCode.RESTARTING);
        }
    }

    /// Thread-safe.
    ConnectionState state() {
        return state;
    }

    boolean isOver() {
        return state.isOver();
    }

    UserId user() {
        return member.user();
    }

    DeviceId device() {
        return member.device();
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
    /// about other positions.
    boolean isOfThisLog(@Nullable LogGeneration log) {
        var mine = state.log();
        return log == null || mine == null || mine.equals(log);
    }

    /// As [#isOfThisLog] of what the chat service answers: where it goes by another generation, the
    /// client has to begin again.
    boolean isStillOfThisLog(@Nullable LogGeneration log) {
        if (isOfThisLog(log)) {
            return true;
        }
        close(CloseCode.RESTARTING);
        return false;
    }

    void say(ServerFrame frame) {
        if (!isOver()) {
            out.write(context.encoder().encode(frame));
        }
    }

    void refuse(ServerFrame.Refusal refusal) {
        context.metrics().refused(refusal.code());
        say(refusal);
    }

    void close(CloseCode code) {
        close(code.code(), code.reason());
    }

    void close(int code, String reason) {
        on(new ConnectionEvent.Closed(code, reason));
    }

    /// The one place where the state changes.
    void on(ConnectionEvent event) {
        assert loop.mine() : "changed from elsewhere";
        var before = state;
        var now = before.next(event);
        if (now.equals(before)) {
            return;
        }
        state = now;
        leave(before, now);
        enter(now, before);
    }

    private void leave(ConnectionState before, ConnectionState now) {
        if (before instanceof Open(_, var delivery)) {
            delivery.stop();
        }
        if (before instanceof Proving(var opened) && now.isOver()) {
            tellEnded(opened.epoch());
        }
        if (now.isOver()) {
            opening.cancel();
        }
    }

    private void enter(ConnectionState now, ConnectionState before) {
        switch (now) {
            case Opening(_, var failures) -> opening.askAfter(failures);
            case Proving(var opened) -> {
                welcome(opened);
                out.ping();
            }
            case Registering(var opened) -> {
                if (before instanceof Opening) {
                    welcome(opened);
                }
                opening.register(opened);
            }
            case Open(_, var delivery) -> delivery.start();
            case Closing(_, var code, var reason) -> {
                out.close(code, reason);
                loop.schedule(out::drop, LONGEST_GOODBYE);
            }
            case Ended(var epoch, var code) -> {
                context.registry().remove(member);
                if (epoch > 0) {
                    context.presence().remove(member);
                    tellEnded(epoch);
                }
                context.metrics().closed(code);
                out.drop();
                context.registry().open().ended();
            }
        }
    }

    private void welcome(OpenBatch.Opened opened) {
        opening.welcome(opened);
        loop.post(welcomed); // it may end the connection, which is in the middle of a change here
    }

    /// For the chat service a device is connected until its last number is known to have ended.
    void tellEnded(long epoch) {
        context.chat().ack(new AckBatch.Item(user(), device(), 0, null, epoch));
    }
}
