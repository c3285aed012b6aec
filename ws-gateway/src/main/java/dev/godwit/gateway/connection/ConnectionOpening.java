package dev.godwit.gateway.connection;

import dev.godwit.gateway.connection.ConnectionState.Ended;
import dev.godwit.gateway.connection.ConnectionState.Opening;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.Member;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/// How a connection gets its number from the chat service, greets its client and comes to be found.
/// Runs on the connection's event loop.
final class ConnectionOpening {
    /// Within that time nobody gives a connection up for another one.
    private static final long SOON = Duration.ofSeconds(1).toNanos();

    private final ConnectionLife life;
    private final Member member;
    private final LongSupplier expiresAt;
    private final FrameSink out;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private Future<?> asked = CompletableFuture.completedFuture(null);

    ConnectionOpening(
            ConnectionLife life,
            Member member,
            LongSupplier expiresAt,
            FrameSink out,
            ConnectionLoop loop,
            ConnectionContext context) {
        this.life = life;
        this.member = member;
        this.expiresAt = expiresAt;
        this.out = out;
        this.loop = loop;
        this.context = context;
    }

    /// Asks for a number until there is one.
    void ask() {
        if (!(life.state() instanceof Opening)) {
            return;
        }
        var number = context.chat().open(new OpenBatch.Item(member.user(), member.device()));
        asked = number;
        var _ = number.whenComplete((opened, failure) -> loop.post(() -> numbered(opened)));
    }

    void askAfter(int failures) {
        loop.schedule(this::ask, context.backoff().after(failures).toNanos());
    }

    /// Nobody is there any more who needs a number.
    void cancel() {
        asked.cancel(false);
    }

    private void numbered(OpenBatch.@Nullable Opened opened) {
        if (opened == null) {
            life.on(new ConnectionEvent.NotNumbered());
        } else if (opened.refusal() != null) {
            switch (opened.refusal()) {
                case TOO_MANY_DEVICES -> life.close(CloseCode.TOO_MANY);
                case OTHER -> life.close(CloseCode.OVERLOADED);
            }
        } else if (life.state() instanceof Opening(var since, _)) {
            life.on(new ConnectionEvent.Numbered(opened, loop.nanoTime() - since > SOON));
        } else {
            life.tellEnded(opened.epoch()); // it was numbered when it was gone already
        }
    }

    void welcome(OpenBatch.Opened opened) {
        var settings = context.settings();
        life.say(
                new ServerFrame.Welcome(
                        member.user(),
                        member.device(),
                        member.id(),
                        opened.log(),
                        opened.log() == null ? null : opened.cursor(),
                        expiresAt.getAsLong(),
                        settings.heartbeat().toMillis(),
                        settings.window(),
                        settings.maxFrameBytes()));
    }

    /// Of a device's connections all but the newest are displaced, whichever learns of it.
    void register(OpenBatch.Opened opened) {
        for (var older : context.registry().numbered(member)) {
            older.displaced();
        }
        var _ =
                context.presence()
                        .register(member)
                        .whenComplete((done, failure) -> loop.post(() -> registered(opened)));
    }

    private void registered(OpenBatch.Opened opened) {
        if (life.state() instanceof Ended) {
            context.presence().remove(member); // its removal may have overtaken its registration
            return;
        }
        life.on(
                new ConnectionEvent.Registered(
                        new DeliveryRun(life, out, loop, context, opened.cursor(), opened.log())));
    }
}
