package dev.godwit.gateway.connection;

import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletionException;

/// What a sender is told about its message. Thread-safe.
final class SendAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(SendAnswer.class);
    private static final long RETRY_IN_MS = 1000;

    private SendAnswer() {}

    /// `n`: the position in the sender's own log that the answer may stand for, or 0.
    static ServerFrame of(SendBatch.Item send, SendBatch.Result result, long n) {
        return switch (result.outcome()) {
            case STORED -> accepted(send, result, false, n);
            case DUPLICATE -> accepted(send, result, true, n);
            case CONFLICT ->
                    refused(send, ErrorCode.CONFLICT, "the id was used before with other content");
            case BLOCKED -> refused(send, ErrorCode.BLOCKED, "the recipient has blocked you");
            case REFUSED -> refused(send, ErrorCode.INVALID, "it cannot be stored");
            case UNKNOWN -> unavailable(send, RETRY_IN_MS);
        };
    }

    /// Nothing is known of the message: the client is to send it again with the same id.
    static ServerFrame.Refusal unknown(SendBatch.Item send, @Nullable Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Unavailable unavailable)
            return unavailable(send, unavailable.retryInMs());
        LOG.atError().setCause(cause).addKeyValue("user", send.from()).log("send failed");
        return unavailable(send, RETRY_IN_MS);
    }

    private static ServerFrame.Accepted accepted(
            SendBatch.Item send, SendBatch.Result result, boolean duplicate, long n) {
        return new ServerFrame.Accepted(
                send.id(), send.to(), result.seq(), result.at(), duplicate, n);
    }

    private static ServerFrame.Refusal refused(SendBatch.Item send, ErrorCode code, String why) {
        return new ServerFrame.Refusal(code, send.id().value(), null, why);
    }

    private static ServerFrame.Refusal unavailable(SendBatch.Item send, long retryInMs) {
        return new ServerFrame.Refusal(
                ErrorCode.UNAVAILABLE,
                send.id().value(),
                retryInMs,
                "not known to be stored; send it again with the same id");
    }
}
