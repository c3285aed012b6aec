package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What one connection sends: limited, handed to the chat service, answered. Runs on the
/// connection's event loop.
final class Sends {
    private static final long MIN_RETRY_MS = 250;

    private final ConnectionLife life;
    private final ConnectionLoop loop;
    private final ConnectionContext context;
    private final InboundFlowControl inflow;

    /// Answers that came before the welcome: it tells which generation they are of, and a client
    /// that learns only of a later one would not repeat what it was told of an earlier.
    private final List<Runnable> untold = new ArrayList<>();

    Sends(
            ConnectionLife life,
            ConnectionLoop loop,
            ConnectionContext context,
            InboundFlowControl inflow) {
        this.life = life;
        this.loop = loop;
        this.context = context;
        this.inflow = inflow;
    }

    void send(ClientFrame.Send send) {
        var started = loop.nanoTime();
        var user = life.user();
        var wait = context.registry().takeSend(user, started);
        if (wait > 0) {
            life.refuse(
                    new ServerFrame.Refusal(
                            ErrorCode.RATE_LIMITED,
                            send.id().value(),
                            retryInMs(wait),
                            "too many sends"));
            return;
        }
        var item =
                new SendBatch.Item(
                        user, life.device(), send.id(), send.to(), send.kind(), send.body());
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
        if (result != null && life.state() instanceof ConnectionState.Opening) {
            untold.add(() -> answered(send, result, null));
            return;
        }
        inflow.answered(send);
        if (result == null) {
            life.refuse(SendAnswer.unknown(send, failure));
        } else if (life.isStillOfThisLog(result.log())) {
            answered(send, result);
        }
        closeIfDone();
    }

    /// The client knows the generation.
    void welcomed() {
        untold.forEach(Runnable::run);
        untold.clear();
    }

    /// Of a connection that is to leave.
    void closeIfDone() {
        if (inflow.stopped()) {
            life.close(CloseCode.RESTARTING);
        }
    }

    private void answered(SendBatch.Item send, SendBatch.Result result) {
        var delivery = life.delivery();
        var n = delivery == null ? 0 : result.n(); // before the log is read, the log will tell
        var answer = SendAnswer.of(send, result, n);
        if (answer instanceof ServerFrame.Refusal refusal) {
            life.refuse(refusal);
        } else if (answer instanceof ServerFrame.Accepted accepted && delivery != null) {
            delivery.accepted(accepted);
        } else {
            life.say(answer);
        }
    }

    /// Not as soon as there is a token again: what was refused together would come together.
    private static long retryInMs(long nanos) {
        return Math.max(MIN_RETRY_MS, nanos / 1_000_000 + 1);
    }
}
