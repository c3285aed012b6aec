package dev.godwit.gateway.connection;

import dev.godwit.internalapi.OpenBatch;
import dev.godwit.protocol.CloseCode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How a connection becomes one that others find: the chat service numbers it, then presence names
/// it, and only then does it read its log. Runs on the connection's event loop.
final class Opening {
    /// Within that time nobody gives a connection up for another one.
    private static final long SOON = Duration.ofSeconds(1).toNanos();

    private final LocalConnection connection;
    private final ConnectionContext context;
    private final ConnectionLoop loop;
    private final Outbound out;
    private final long began;
    private OpenBatch.@Nullable Opened unproven;
    private int failures;

    Opening(LocalConnection connection, ConnectionContext context) {
        this.connection = connection;
        this.context = context;
        this.loop = connection.loop();
        this.out = connection.out();
        this.began = loop.nanoTime();
    }

    /// Asks for a number until there is one.
    void begin() {
        if (out.closing()) return;
        var _ =
                context.chat()
                        .open(new OpenBatch.Item(connection.user(), connection.device()))
                        .whenComplete((opened, failure) -> loop.post(() -> numbered(opened)));
    }

    /// The client is still there.
    void heard() {
        if (unproven != null) register(unproven);
    }

    private void numbered(OpenBatch.@Nullable Opened opened) {
        if (out.closing()) return;
        if (opened == null) {
            loop.schedule(this::begin, context.backoff().after(++failures).toNanos());
            return;
        }
        switch (opened.refusal()) {
            case null -> prove(opened);
            case TOO_MANY_DEVICES -> out.close(CloseCode.TOO_MANY);
            case OTHER -> out.close(CloseCode.OVERLOADED);
        }
    }

    private void prove(OpenBatch.Opened opened) {
        if (loop.nanoTime() - began <= SOON) {
            register(opened);
            return;
        }
        unproven = opened;
        out.ping();
    }

    /// Where it took long to get here, only once the client was heard of again: it may have left
    /// without a word, and its connection elsewhere must not be displaced by one that nobody has.
    private void register(OpenBatch.Opened opened) {
        unproven = null;
        connection.numbered(opened.epoch());
        if (out.closing()) return;
        var _ =
                context.presence()
                        .register(connection)
                        .whenComplete((done, failure) ->
                                loop.post(() -> connection.read(opened.cursor())));
    }
}
