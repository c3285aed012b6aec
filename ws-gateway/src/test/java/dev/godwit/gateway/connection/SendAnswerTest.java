package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.junit.jupiter.api.Test;

class SendAnswerTest {
    private static final SendBatch.Item SEND =
            new SendBatch.Item(
                    new UserId("alice"),
                    null,
                    new ClientMessageId("m-1"),
                    new UserId("bob"),
                    "text",
                    "hi");

    @Test
    void anOutcomeThatIsNotUnderstoodIsRepeatedAndNotRefused() {
        var result = new SendBatch.Result(SendBatch.Outcome.UNKNOWN, 0, 0, 0);

        assertThat(SendAnswer.of(SEND, result, 0))
                .isInstanceOfSatisfying(
                        ServerFrame.Refusal.class,
                        told -> {
                            assertThat(told.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(told.id()).isEqualTo("m-1");
                            assertThat(told.retryInMs()).isPositive();
                        });
    }
}
