package dev.godwit.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.internalapi.ReadBatch.Entry;
import dev.godwit.internalapi.ReadBatch.Page;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/// Whatever happens to hints, reads, acks and the socket: the client is shown its log in order,
/// without double and without hole but for what is gone, never beyond the window, and in the end
/// all of it.
class DeliveryPropertyTest {
    private static final int WINDOW = 16;
    private static final int EVENTS = 600;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClientIsShownItsLogInOrderAndInTheEndAllOfIt(long seed) {
        var world = new World(new Random(seed));

        for (var i = 0; i < EVENTS; i++) world.somethingHappens();
        world.faultsStop();

        assertThat(world.shown).isEqualTo(world.head);
        assertThat(world.livesSaid).isEqualTo(1);
        assertThat(world.state).isInstanceOf(DeliveryState.Live.class);
    }

    /// A log that grows, hints that get lost, doubled and mixed up, reads that fail, a socket that
    /// stalls, and the model of a client.
    private static final class World {
        private final Random random;
        private final List<Long> hints = new ArrayList<>();
        private final Set<Long> gone = new HashSet<>();
        private final long cursor;
        private long head;
        private boolean writable = true;
        private boolean holdDue;
        private boolean retryDue;
        private DeliveryEffect.@Nullable Read read;
        private DeliveryState state;
        private long shown;
        private long acked;
        private int livesSaid;

        World(Random random) {
            this.random = random;
            this.head = random.nextInt(100);
            this.cursor = head == 0 ? 0 : random.nextLong(head);
            this.shown = cursor;
            this.acked = cursor;
            var begun = Delivery.from(cursor, WINDOW, true);
            this.state = begun.state();
            perform(begun);
        }

        void somethingHappens() {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> commit();
                case 3, 4 -> hintArrives();
                case 5 -> readEnds(random.nextInt(4) > 0);
                case 6 -> clientAcks();
                case 7 -> socketTurns(random.nextBoolean());
                case 8 -> timePasses();
                default -> happen(someHint());
            }
        }

        void faultsStop() {
            socketTurns(true);
            for (var i = 0; i < 10_000 && !settled(); i++) {
                hints.clear();
                readEnds(true);
                timePasses();
                if (shown > acked) happen(new DeliveryEvent.Acked(shown));
                happen(new DeliveryEvent.HeadSeen(head));
                happen(new DeliveryEvent.Resume());
            }
        }

        private boolean settled() {
            return shown == head && read == null && state instanceof DeliveryState.Live;
        }

        private void commit() {
            head++;
            if (random.nextInt(10) == 0) gone.add(head);
            else for (var copies = random.nextInt(3); copies > 0; copies--) hints.add(head);
        }

        private void hintArrives() {
            if (hints.isEmpty()) return;
            var which = random.nextInt(4) > 0 ? 0 : random.nextInt(hints.size());
            happen(new DeliveryEvent.Pushed(entry(hints.remove(which))));
        }

        private DeliveryEvent someHint() {
            return random.nextBoolean()
                    ? new DeliveryEvent.HeadSeen(random.nextLong(head + 1))
                    : new DeliveryEvent.ReadForward();
        }

        private void readEnds(boolean well) {
            var asked = read;
            if (asked == null) return;
            read = null;
            if (!well) {
                happen(new DeliveryEvent.ReadFailed());
                return;
            }
            var entries = new ArrayList<Entry>();
            var size = 1 + random.nextInt(asked.limit());
            for (var n = asked.after() + 1; n <= head && entries.size() < size; n++)
                if (!gone.contains(n)) entries.add(entry(n));
            happen(new DeliveryEvent.PageRead(new Page(entries, head)));
        }

        private void clientAcks() {
            if (random.nextInt(5) == 0) happen(new DeliveryEvent.Acked(shown + 1));
            else happen(new DeliveryEvent.Acked(cursor + random.nextLong(shown - cursor + 1)));
        }

        private void socketTurns(boolean to) {
            writable = to;
            if (to) happen(new DeliveryEvent.Resume());
        }

        private void timePasses() {
            if (holdDue) {
                holdDue = false;
                happen(new DeliveryEvent.HoldOver());
            }
            if (retryDue) {
                retryDue = false;
                happen(new DeliveryEvent.Resume());
            }
        }

        private void happen(DeliveryEvent event) {
            var step = Delivery.next(state, event, writable);
            state = step.state();
            perform(step);
        }

        private void perform(Delivery.Step step) {
            for (var effect : step.effects()) perform(effect);
            if (state.progress().pushed() > shown) passedOver(state.progress().pushed());
            assertThat(state.progress().pushed()).isEqualTo(shown);
            assertThat(state.progress().acked()).isEqualTo(acked);
            assertThat(state instanceof DeliveryState.Reading).isEqualTo(read != null);
        }

        private void passedOver(long to) {
            assertThat(gone).containsAll(LongStream.rangeClosed(shown + 1, to).boxed().toList());
            assertThat(acked).isEqualTo(shown);
            shown = to;
            acked = to;
        }

        private void perform(DeliveryEffect effect) {
            switch (effect) {
                case DeliveryEffect.Write(var frame) -> {
                    var n = ByteBuffer.wrap(frame).getLong();
                    assertThat(n).isGreaterThan(shown);
                    assertThat(gone).containsAll(LongStream.range(shown + 1, n).boxed().toList());
                    assertThat(shown - acked).isLessThan(WINDOW);
                    shown = n;
                }
                case DeliveryEffect.SayLive(var n) -> {
                    assertThat(n).isEqualTo(state.progress().pushed());
                    livesSaid++;
                }
                case DeliveryEffect.Hold() -> holdDue = true;
                case DeliveryEffect.Read asked -> {
                    assertThat(read).isNull();
                    assertThat(asked.after()).isEqualTo(shown);
                    read = asked;
                }
                case DeliveryEffect.ReadOn() -> retryDue = true;
                case DeliveryEffect.Retry() -> retryDue = true;
                case DeliveryEffect.Acknowledge(var n) -> {
                    assertThat(n).isBetween(acked + 1, shown);
                    acked = n;
                }
                case DeliveryEffect.RefuseAck(var n, var pushed) -> {
                    assertThat(pushed).isEqualTo(shown);
                    assertThat(n).isGreaterThan(shown);
                }
            }
        }

        private static Entry entry(long n) {
            return new Entry(n, ByteBuffer.allocate(Long.BYTES).putLong(n).array());
        }
    }
}
