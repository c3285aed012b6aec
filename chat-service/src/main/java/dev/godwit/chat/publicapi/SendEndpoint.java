package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;

import dev.godwit.chat.http.Problem;
import dev.godwit.chat.intake.Intake;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameDecoder;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.MalformedFrame;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import java.time.Duration;
import java.util.List;

/// `POST /v1/messages`: a send like any other, from no device. Blocks until it is durable;
/// thread-safe.
final class SendEndpoint {
    private final ClientFrameDecoder decoder;
    private final ServerFrameEncoder encoder = new ServerFrameEncoder();
    private final Intake intake;
    private final SendRates rates;

    SendEndpoint(Intake intake, SendRates rates, int maxBodyBytes) {
        this.decoder = new ClientFrameDecoder(maxBodyBytes);
        this.intake = intake;
        this.rates = rates;
    }

    HttpResponse send(Caller caller) {
        try {
            var send = decoder.decodeSend(caller.request().content().array());
            var retryIn = rates.take(caller.user());
            return retryIn.isZero()
                    ? answer(send, accepted(caller, send))
                    : Problem.rateLimited("more sends than a user may make", retryIn).toResponse();
        } catch (MalformedFrame e) {
            return refusal(e).toResponse();
        }
    }

    private SendBatch.Result accepted(Caller caller, ClientFrame.Send send) {
        var item =
                new SendBatch.Item(
                        caller.user(), null, send.id(), send.to(), send.kind(), send.body());
        return intake.submit(List.of(item)).join().getFirst();
    }

    private HttpResponse answer(ClientFrame.Send send, SendBatch.Result result) {
        return switch (result.outcome()) {
            case STORED -> accepted(HttpStatus.CREATED, send, result, false);
            case DUPLICATE -> accepted(HttpStatus.OK, send, result, true);
            case CONFLICT ->
                    Problem.conflict(
                                    "id: \"%s\" (expected: an id not used before, or the same content)"
                                            .formatted(send.id()))
                            .toResponse();
            case BLOCKED ->
                    Problem.blocked("to: \"%s\" takes no messages from you".formatted(send.to()))
                            .toResponse();
            case REFUSED -> Problem.invalid("body: cannot be stored").toResponse();
            case UNKNOWN -> Problem.unavailable(Duration.ofSeconds(1)).toResponse();
        };
    }

    private HttpResponse accepted(
            HttpStatus status, ClientFrame.Send send, SendBatch.Result result, boolean duplicate) {
        var frame =
                new ServerFrame.Accepted(
                        send.id(), send.to(), result.seq(), result.at(), duplicate, result.n());
        return LogHeader.json(status, result.log(), encoder.encode(frame));
    }

    private static Problem refusal(MalformedFrame e) {
        var detail = String.valueOf(e.getMessage());
        if (e.code() == ErrorCode.TOO_LARGE) return Problem.tooLarge(detail);
        return e.code() == ErrorCode.MALFORMED
                ? Problem.malformed(detail)
                : Problem.invalid(detail);
    }
}
