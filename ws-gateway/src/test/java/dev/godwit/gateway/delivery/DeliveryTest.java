package dev.godwit.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.delivery.Delivery.Step;
import dev.godwit.gateway.delivery.DeliveryEffect.Acknowledge;
import dev.godwit.gateway.delivery.DeliveryEffect.Hold;
import dev.godwit.gateway.delivery.DeliveryEffect.Read;
import dev.godwit.gateway.delivery.DeliveryEffect.ReadOn;
import dev.godwit.gateway.delivery.DeliveryEffect.RefuseAck;
import dev.godwit.gateway.delivery.DeliveryEffect.Retry;
import dev.godwit.gateway.delivery.DeliveryEffect.SayLive;
import dev.godwit.gateway.delivery.DeliveryEffect.Write;
import dev.godwit.gateway.delivery.DeliveryState.Holding;
import dev.godwit.gateway.delivery.DeliveryState.Live;
import dev.godwit.gateway.delivery.DeliveryState.Reading;
import dev.godwit.gateway.delivery.DeliveryState.Waiting;
import dev.godwit.internalapi.ReadBatch.Entry;
import dev.godwit.internalapi.ReadBatch.Page;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class DeliveryTest {
    private static final int WINDOW = 4;

    @Test
    void aConnectionBeginsByReadingFromItsCursor() {
        var begun = Delivery.from(7, WINDOW, true);

        assertThat(begun.state()).isEqualTo(new Reading(at(7, 7, false), 0));
        assertThat(begun.effects()).containsExactly(new Read(7, WINDOW));
    }

    @Test
    void theLastPageMakesItLiveAndSaysSoOnce() {
        var reading = new Reading(at(0, 0, false), 0);

        var live = page(reading, 2, 1, 2);
        var again = page(new Reading(live.state().progress(), 0), 2);

        assertThat(written(live)).containsExactly(1L, 2L);
        assertThat(live.effects()).contains(new SayLive(2));
        assertThat(live.state()).isEqualTo(new Live(at(2, 0, true)));
        assertThat(again.effects()).isEmpty();
    }

    @Test
    void whatComesInOrderIsWritten() {
        var step = push(new Live(at(5, 5, true)), 6, true);

        assertThat(written(step)).containsExactly(6L);
        assertThat(step.state()).isEqualTo(new Live(at(6, 5, true)));
    }

    @Test
    void whatWasWrittenBeforeIsDropped() {
        var live = new Live(at(5, 5, true));

        assertThat(push(live, 5, true)).isEqualTo(Step.to(live));
    }

    @Test
    void aFullWindowTurnsItBehind() {
        var step = push(new Live(at(4, 0, true)), 5, true);

        assertThat(step).isEqualTo(Step.to(new Waiting(at(4, 0, true))));
    }

    @Test
    void anUnwritableSocketTurnsItBehind() {
        var step = push(new Live(at(4, 4, true)), 5, false);

        assertThat(step).isEqualTo(Step.to(new Waiting(at(4, 4, true))));
    }

    @Test
    void aGapIsGivenAMomentToCloseByItself() {
        var gap = push(new Live(at(1, 1, true)), 3, true);
        var closed = push(gap.state(), 2, true);

        assertThat(gap.effects()).containsExactly(new Hold());
        assertThat(written(closed)).containsExactly(2L, 3L);
        assertThat(closed.state()).isEqualTo(new Live(at(3, 1, true)));
    }

    @Test
    void aGapThatStaysOpenIsRead() {
        var gap = push(new Live(at(1, 1, true)), 3, true);

        var read = Delivery.next(gap.state(), new DeliveryEvent.HoldOver(), true);

        assertThat(read.effects()).containsExactly(new Read(1, WINDOW));
    }

    @Test
    void noMoreThanSomeEntriesAreKeptDuringAHold() {
        DeliveryState state = new Live(new Progress(0, 0, 256, true));

        for (var n = 2; n <= 100; n++) state = push(state, n, true).state();

        assertThat(state).isInstanceOf(Holding.class);
        assertThat(((Holding) state).early()).hasSize(Delivery.MAX_EARLY);
        assertThat(((Holding) state).head()).isEqualTo(100);
    }

    @Test
    void aHeadBeyondWhatWasPushedIsLookedInto() {
        var step = Delivery.next(new Live(at(1, 1, true)), new DeliveryEvent.HeadSeen(2), true);

        assertThat(step.effects()).containsExactly(new Hold());
    }

    @Test
    void whatIsPushedDuringAReadIsReadNext() {
        var reading = push(new Reading(at(0, 0, false), 0), 3, true);

        var step = page(reading.state(), 2, 1, 2);

        assertThat(written(step)).containsExactly(1L, 2L);
        assertThat(step.effects()).endsWith(new ReadOn());
    }

    @Test
    void aFailedReadIsRepeatedLater() {
        var step =
                Delivery.next(
                        new Reading(at(0, 0, false), 0), new DeliveryEvent.ReadFailed(), true);

        assertThat(step).isEqualTo(Step.to(new Waiting(at(0, 0, false)), new Retry()));
    }

    @Test
    void whereAllThatIsLeftIsGoneTheHeadIsReached() {
        var step = page(new Reading(at(4, 4, false), 0), 9);

        assertThat(step).isEqualTo(Step.to(new Live(at(9, 9, true)), new SayLive(9)));
    }

    @Test
    void whatIsGoneIsPassedOverOnlyWhenAllBeforeItIsAcknowledged() {
        var owing = page(new Reading(at(4, 3, false), 0), 9);
        var acknowledged = ack(owing.state(), 4, true);

        assertThat(owing).isEqualTo(Step.to(new Waiting(at(4, 3, false))));
        assertThat(acknowledged.effects()).containsExactly(new Acknowledge(4), new Read(4, WINDOW));
        assertThat(page(acknowledged.state(), 9).state()).isEqualTo(new Live(at(9, 9, true)));
    }

    @Test
    void whatComesBehindWhatIsGoneIsReadNext() {
        var reading = push(new Reading(at(4, 4, true), 0), 10, true);

        var step = page(reading.state(), 9);

        assertThat(step).isEqualTo(Step.to(new Waiting(at(9, 9, true)), new ReadOn()));
    }

    @Test
    void whereReadingStoppedAmongWhatIsGoneItGoesOn() {
        var reading = new Reading(at(4, 4, false), 0);

        var step = Delivery.next(reading, new DeliveryEvent.PageRead(Page.upTo(9, null)), true);

        assertThat(step).isEqualTo(Step.to(new Waiting(at(9, 9, false)), new ReadOn()));
    }

    @Test
    void aLongHoleLeavesNoMoreRoomThanAFullWindow() {
        var step = page(new Reading(at(0, 0, false), 0), 1001, 1000, 1001);

        assertThat(written(step)).hasSize(1);
        assertThat(step.state().progress().room()).isZero();
    }

    @Test
    void anAckMakesRoomToReadOn() {
        var step = ack(new Waiting(at(4, 0, true)), 2, true);

        assertThat(step.effects()).containsExactly(new Acknowledge(2), new Read(4, 2));
    }

    @Test
    void anAckBeyondWhatWasPushedIsRefused() {
        var live = new Live(at(4, 0, true));

        assertThat(ack(live, 5, true)).isEqualTo(Step.to(live, new RefuseAck(5, 4)));
    }

    @Test
    void aSmallerAckIsIgnored() {
        var live = new Live(at(4, 3, true));

        assertThat(ack(live, 2, true)).isEqualTo(Step.to(live));
    }

    @Test
    void aMissWithoutATraceIsReadForEvenDuringARead() {
        var event = new DeliveryEvent.ReadForward();
        var live = Delivery.next(new Live(at(4, 4, true)), event, true);
        var reading = Delivery.next(new Reading(at(4, 4, true), 0), event, true);

        assertThat(live.effects()).containsExactly(new Read(4, WINDOW));
        assertThat(page(reading.state(), 4).effects()).containsExactly(new ReadOn());
    }

    private static Progress at(long pushed, long acked, boolean greeted) {
        return new Progress(pushed, acked, WINDOW, greeted);
    }

    private static Step push(DeliveryState state, long n, boolean writable) {
        return Delivery.next(state, new DeliveryEvent.Pushed(entry(n)), writable);
    }

    private static Step ack(DeliveryState state, long n, boolean writable) {
        return Delivery.next(state, new DeliveryEvent.Acked(n), writable);
    }

    private static Step page(DeliveryState state, long head, long... ns) {
        var entries = new ArrayList<Entry>();
        for (var n : ns) entries.add(entry(n));
        return Delivery.next(state, new DeliveryEvent.PageRead(new Page(entries, head)), true);
    }

    private static List<Long> written(Step step) {
        return step.effects().stream()
                .filter(Write.class::isInstance)
                .map(write -> (long) ((Write) write).frame()[0])
                .toList();
    }

    private static Entry entry(long n) {
        return new Entry(n, new byte[] {(byte) n});
    }
}
