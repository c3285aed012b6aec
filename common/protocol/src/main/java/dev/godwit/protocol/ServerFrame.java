package dev.godwit.protocol;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

/// Everything the server can say. Times are epoch milliseconds; an optional number is left out
/// where it is 0.
public sealed interface ServerFrame {
    /// The first frame of a connection. `log`: the log's generation; `n`: the device's cursor in
    /// it, after which entries come. Null, and left out, where they are not known.
    record Welcome(
            UserId user,
            DeviceId device,
            String session,
            @Nullable LogGeneration log,
            @Nullable Long n,
            long expiresAt,
            long heartbeatMs,
            int window,
            int maxFrameBytes)
            implements ServerFrame {
        public Welcome(
                UserId user,
                DeviceId device,
                String session,
                long expiresAt,
                long heartbeatMs,
                int window,
                int maxFrameBytes) {
            this(user, device, session, null, null, expiresAt, heartbeatMs, window, maxFrameBytes);
        }
    }

    /// A send is durable under `seq`. `n`, where not 0, says that this also stands for the sender's
    /// own log entry.
    record Accepted(ClientMessageId id, UserId peer, long seq, long at, boolean duplicate, long n)
            implements ServerFrame {}

    /// Entry `n` of the user's log: a message received, or sent from another device. In history `n`
    /// is 0.
    record Message(
            long n,
            ClientMessageId id,
            UserId from,
            UserId to,
            long seq,
            long at,
            String kind,
            String body)
            implements ServerFrame {}

    /// The backlog is through up to `n`; from here on it is real time.
    record Live(long n) implements ServerFrame {}

    /// In the conversation with `peer`, `user` has got and read up to here. Cumulative, a hint.
    record Receipt(UserId peer, UserId user, long delivered, long read) implements ServerFrame {}

    /// Leave within that time and connect again.
    record GoAway(long reconnectInMs) implements ServerFrame {}

    /// A frame was refused. `retryInMs` where it may be repeated.
    record Refusal(ErrorCode code, @Nullable String id, @Nullable Long retryInMs, String message)
            implements ServerFrame {}

    record Pong() implements ServerFrame {}
}
