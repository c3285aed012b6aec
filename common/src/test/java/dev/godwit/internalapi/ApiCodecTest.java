package dev.godwit.internalapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;

class ApiCodecTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final LogGeneration LOG = new LogGeneration("7f3a");

    @Test
    void aBatchSurvivesTheWay() throws Undecodable {
        var codec = InternalCall.SEND.request();
        var batch =
                new SendBatch(
                        List.of(
                                new SendBatch.Item(
                                        ALICE,
                                        new DeviceId("phone"),
                                        new ClientMessageId("m-1"),
                                        BOB,
                                        "text",
                                        "nul \0, é, 😀"),
                                new SendBatch.Item(
                                        BOB, null, new ClientMessageId("m-2"), ALICE, "t", "")));

        assertThat(codec.decode(codec.encode(batch))).isEqualTo(batch);
    }

    @Test
    void aDeliveryRecordSurvivesTheWay() throws Undecodable {
        var record =
                new DeliveryRecord(
                        List.of(
                                new DeliveryRecord.Entry(BOB, 5, new byte[] {1, 2}, null),
                                new DeliveryRecord.Entry(BOB, 1, new byte[] {4}, null, LOG)),
                        List.of(new DeliveryRecord.Notice(ALICE, new byte[] {3}, LOG)),
                        List.of(new Displacement(ALICE, new DeviceId("phone"), 9)));

        var back = DeliveryRecord.CODEC.decode(DeliveryRecord.CODEC.encode(record));

        assertThat(back).usingRecursiveComparison().isEqualTo(record);
    }

    @Test
    void aPositionTravelsWithItsGeneration() throws Undecodable {
        var phone = new DeviceId("phone");

        assertSurvives(
                InternalCall.ACK, new AckBatch(List.of(new AckBatch.Item(BOB, phone, 5, LOG))));
        assertSurvives(
                InternalCall.READ,
                new ReadBatch(List.of(new ReadBatch.Item(BOB, phone, 5, 9, LOG))));
        assertAnswerSurvives(InternalCall.ACK, new AckBatch.Answer(LOG));
        assertAnswerSurvives(
                InternalCall.READ,
                new ReadBatch.Answer(List.of(new ReadBatch.Page(List.of(), 5, LOG))));
        assertAnswerSurvives(
                InternalCall.OPEN, new OpenBatch.Answer(List.of(new OpenBatch.Opened(5, 1, LOG))));
        assertAnswerSurvives(InternalCall.HEADS, new HeadsBatch.Answer(List.of(5L), LOG));
        assertAnswerSurvives(
                InternalCall.SEND,
                new SendBatch.Answer(
                        List.of(new SendBatch.Result(SendBatch.Outcome.STORED, 1, 2, 3, LOG))));
    }

    private static <Q> void assertSurvives(InternalCall<Q, ?> call, Q request) throws Undecodable {
        assertThat(call.request().decode(call.request().encode(request))).isEqualTo(request);
    }

    private static <A> void assertAnswerSurvives(InternalCall<?, A> call, A answer)
            throws Undecodable {
        assertThat(call.answer().decode(call.answer().encode(answer))).isEqualTo(answer);
    }

    @Test
    void aFieldOfANewerVersionIsIgnored() throws Exception {
        var newer =
                new CBORMapper()
                        .writeValueAsBytes(
                                Map.of("heads", List.of(7L), "fromTheFuture", Map.of("x", 1)));

        assertThat(InternalCall.HEADS.answer().decode(newer))
                .isEqualTo(new HeadsBatch.Answer(List.of(7L)));
    }

    @Test
    void whatIsNotTheRecordIsRefusedWhateverItIs() throws Exception {
        var random = new Random(3);
        var good = InternalCall.HEADS.answer().encode(new HeadsBatch.Answer(List.of(7L)));
        for (var round = 0; round < 5_000; round++) {
            var bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                assertThat(InternalCall.HEADS.answer().decode(bytes)).isNotNull();
            } catch (Undecodable refused) {
                assertThat(refused).hasMessageStartingWith("no Answer: ");
            }
        }
        assertThatThrownBy(() -> InternalCall.SEND.request().decode(new byte[0]))
                .isInstanceOf(Undecodable.class);
        assertThatThrownBy(() -> InternalCall.SEND.request().decode(new byte[] {(byte) 0xf6}))
                .isInstanceOf(Undecodable.class);
    }

    @Test
    void anIdThatIsNoneIsRefused() throws Exception {
        var bad =
                new CBORMapper().writeValueAsBytes(Map.of("users", List.of("alice", "not a user")));

        assertThatThrownBy(() -> InternalCall.HEADS.request().decode(bad))
                .isInstanceOf(Undecodable.class)
                .hasMessageContaining("not a user");
    }
}
