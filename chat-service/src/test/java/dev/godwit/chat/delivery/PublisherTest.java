package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.delivery.DeliveryMetrics.Loss;
import dev.godwit.chat.inbox.Inbox;
import dev.godwit.chat.message.Committed;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.DeliveryRecord.Entry;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.internalapi.Displacement;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.lifecycle.Readiness;
import dev.godwit.presence.Route;
import dev.godwit.protocol.Limits;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class PublisherTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId LAPTOP = new DeviceId("laptop");

    private final InMemoryPresence presence = new InMemoryPresence();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    private final CountedLosses losses = new CountedLosses();
    private final AtomicLong clock = new AtomicLong();
    private final Publisher publisher =
            Publisher.start(
                    presence,
                    deliveries,
                    losses,
                    new Publisher.Limits(100, 1_000_000, Duration.ofSeconds(5)),
                    clock::get);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void aMessageGoesToTheSlotsOfItsRecipientRenderedWithTheRecipientsPosition() {
        online(BOB, PHONE, 3);
        online(BOB, LAPTOP, 5);

        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 121)));
        publisher.close();

        var entry = deliveries.arrived(3).getFirst().entries().getFirst();
        assertThat(entry.user()).isEqualTo(BOB);
        assertThat(entry.n()).isEqualTo(121);
        assertThat(entry.origin()).isNull();
        assertThat(text(entry.frame()))
                .isEqualTo(
                        "{\"type\":\"message\",\"n\":121,\"id\":\"m-1\",\"from\":\"alice\",\"to\":\"bob\","
                            + "\"seq\":7,\"at\":1000,\"kind\":\"text\",\"body\":\"hi\"}");
        assertThat(deliveries.arrived(5)).hasSize(1);
    }

    @Test
    void whatCannotBeRenderedCostsItsOwnHintAlone() {
        online(BOB, PHONE, 3);

        publisher.committed(
                List.of(
                        message("m-1", PHONE, 7, 0, 121),
                        unrenderable(),
                        message("m-3", PHONE, 9, 0, 123)));
        publisher.close();

        assertThat(deliveries.arrived(3).getFirst().entries())
                .extracting(DeliveryRecord.Entry::n)
                .containsExactly(121L, 123L);
        assertThat(losses.of(Loss.NOT_RENDERED)).isEqualTo(1);
    }

    @Test
    void oneCommitMakesOneRecordPerSlotInOrder() {
        online(BOB, PHONE, 3);

        publisher.committed(
                List.of(
                        message("m-1", PHONE, 7, 0, 121),
                        message("m-2", PHONE, 8, 0, 122),
                        message("m-3", PHONE, 9, 0, 123)));
        publisher.close();

        assertThat(deliveries.arrived(3)).hasSize(1);
        assertThat(entries(3)).extracting(Entry::n).containsExactly(121L, 122L, 123L);
    }

    @Test
    void theSendersOtherDevicesAreShownItToo() {
        online(ALICE, PHONE, 1);
        online(ALICE, LAPTOP, 2);

        publisher.committed(List.of(message("m-1", PHONE, 7, 40, 121)));
        publisher.close();

        var entry = deliveries.arrived(2).getFirst().entries().getFirst();
        assertThat(entry.user()).isEqualTo(ALICE);
        assertThat(entry.n()).isEqualTo(40);
        assertThat(entry.origin()).isEqualTo(PHONE);
        assertThat(deliveries.arrived(1)).as("the device that sent it").isEmpty();
    }

    @Test
    void aDuplicateWhosePositionIsForgottenIsNotShown() {
        online(BOB, PHONE, 3);

        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 0)));
        publisher.close();

        assertThat(deliveries.attempts()).isZero();
    }

    @Test
    void aDeliveryBecomesAReceiptForTheSender() {
        online(ALICE, PHONE, 1);

        publisher.delivered(
                new Inbox.Acknowledged(List.of(new Inbox.Delivered(BOB, ALICE, 7)), null));
        publisher.close();

        var notice = deliveries.arrived(1).getFirst().notices().getFirst();
        assertThat(notice.user()).isEqualTo(ALICE);
        assertThat(text(notice.frame()))
                .isEqualTo(
                        "{\"type\":\"receipt\",\"peer\":\"bob\",\"user\":\"bob\",\"delivered\":7,\"read\":0}");
    }

    @Test
    void aDisplacementGoesToTheSlotItNamesWithoutALookup() {
        var displacement = new Displacement(ALICE, PHONE, 9);

        publisher.displaced(new DisplaceBatch(List.of(new DisplaceBatch.Item(4, displacement))));
        publisher.close();

        assertThat(deliveries.arrived(4).getFirst().displacements()).containsExactly(displacement);
        assertThat(presence.questions()).isZero();
    }

    @Test
    void nothingIsPublishedForPeopleWhoAreOffline() {
        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 121)));
        publisher.close();

        assertThat(deliveries.attempts()).isZero();
        assertThat(losses.of(Loss.NO_ROUTE)).isZero();
    }

    @Test
    void theLastKnownRoutesAreTriedWhilePresenceIsDown() {
        online(BOB, PHONE, 3);
        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 121)));
        await().until(() -> deliveries.arrived(3).size() == 1);

        presence.down(true);
        publisher.committed(List.of(message("m-2", PHONE, 8, 0, 122)));

        await().until(() -> deliveries.arrived(3).size() == 2);
        assertThat(publisher.hintsUnwell()).isTrue();
    }

    @Test
    void recoveryIsNoticedWithoutTraffic() {
        presence.down(true);
        deliveries.down(true);
        publisher.displaced(
                new DisplaceBatch(
                        List.of(new DisplaceBatch.Item(4, new Displacement(ALICE, PHONE, 9)))));
        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 121)));
        await().until(() -> losses.of(Loss.NOT_PRODUCED) == 1 && losses.of(Loss.NO_ROUTE) == 1);
        assertThat(publisher.hintsUnwell()).isTrue();

        presence.down(false);
        deliveries.down(false);
        clock.addAndGet(Duration.ofSeconds(5).toNanos());

        await().untilAsserted(() -> assertThat(publisher.hintsUnwell()).isFalse());
    }

    @Test
    void aLossIsToldForAMomentAlthoughAllIsWellAgain() {
        presence.down(true);
        publisher.committed(List.of(message("m-1", PHONE, 7, 0, 121)));
        await().until(() -> losses.of(Loss.NO_ROUTE) == 1);
        presence.down(false);
        online(BOB, PHONE, 3);
        publisher.committed(List.of(message("m-2", PHONE, 8, 0, 122)));
        await().until(() -> deliveries.arrived(3).size() == 1);

        assertThat(publisher.hintsUnwell()).isTrue();
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(publisher.hintsUnwell()).isFalse();
    }

    @Test
    void aDeadPresenceIsNotAskedForEveryRound() {
        presence.down(true);

        for (var i = 1; i <= 50; i++) {
            publisher.committed(List.of(message("m-" + i, PHONE, i, 0, i)));
            var rounds = i;
            await().until(() -> losses.of(Loss.NO_ROUTE) == rounds);
        }

        assertThat(presence.questions()).isLessThan(5);
    }

    @Test
    void whatDoesNotFitIsCountedAndNeverBlocks() {
        var many = new ArrayList<Committed>();
        for (var i = 0; i < 101; i++) many.add(message("m-" + i, PHONE, i + 1, 0, i + 1));

        publisher.committed(many);

        assertThat(losses.of(Loss.QUEUE_FULL)).isEqualTo(101);
    }

    @Test
    void closingPublishesWhatWaitsAndThenClosesTheProducer() {
        online(BOB, PHONE, 3);
        for (var i = 1; i <= 50; i++)
            publisher.committed(List.of(message("m-" + i, PHONE, i, 0, i)));

        publisher.close();

        assertThat(entries(3)).hasSize(50);
        assertThat(deliveries.closed()).isTrue();
        assertThat(publisher.status()).isInstanceOf(Readiness.Status.NotReady.class);
    }

    @Test
    void aRecordStaysBelowWhatABrokerTakes() {
        online(BOB, PHONE, 3);
        var body = "\u0001".repeat(Limits.MAX_BODY_BYTES); // six times as long in JSON
        var batch = new ArrayList<Committed>();
        for (var i = 1; i <= 100; i++) batch.add(message("m-" + i, PHONE, i, 0, i, body));

        publisher.committed(batch);
        publisher.close();

        assertThat(entries(3)).hasSize(100);
        assertThat(deliveries.arrived(3))
                .allSatisfy(record ->
                        assertThat(DeliveryRecord.CODEC.encode(record).length)
                                .isLessThan(1_000_000));
        assertThat(entries(3))
                .allSatisfy(entry -> assertThat(entry.frame()).hasSizeLessThan(512 * 1024));
    }

    private void online(UserId user, DeviceId device, int slot) {
        presence.register(user, device, new Route(slot, "boot", "connection", 1));
    }

    private List<Entry> entries(int slot) {
        return deliveries.arrived(slot).stream()
                .flatMap(record -> record.entries().stream())
                .toList();
    }

    @SuppressWarnings("NullAway") // a fault of this process: no value would do
    private static Committed unrenderable() {
        return new Committed(message("m-2", PHONE, 8, 0, 122).send(), null, 122);
    }

    private static Committed message(
            String id, @Nullable DeviceId device, long seq, long ownN, long recipientN) {
        return message(id, device, seq, ownN, recipientN, "hi");
    }

    private static Committed message(
            String id,
            @Nullable DeviceId device,
            long seq,
            long ownN,
            long recipientN,
            String body) {
        return new Committed(
                new SendBatch.Item(ALICE, device, new ClientMessageId(id), BOB, "text", body),
                new SendBatch.Result(SendBatch.Outcome.STORED, seq, 1_000, ownN),
                recipientN);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
