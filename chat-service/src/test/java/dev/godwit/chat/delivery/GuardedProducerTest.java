package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.delivery.DeliveryRecord;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class GuardedProducerTest {
    private final List<Integer> arrived = new ArrayList<>();
    private final GuardedProducer outlet =
            new GuardedProducer(new ThreeSlots(), new CountedLosses(), () -> 0);

    @Test
    void aSlotThatDoesNotExistDoesNotHinderTheOthers() {
        var nothing = new DeliveryRecord(List.of(), List.of(), List.of());

        for (var i = 0; i < 10; i++) outlet.give(99, nothing, 0);
        outlet.give(2, nothing, 0);

        assertThat(outlet.unwell()).isFalse();
        assertThat(arrived).containsExactly(2);
    }

    private final class ThreeSlots implements DeliveryProducer {
        @Override
        public CompletionStage<Void> produce(int slot, DeliveryRecord record) {
            if (slot >= 3) return CompletableFuture.failedFuture(new NoSuchSlot(slot, 3));
            arrived.add(slot);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(Duration patience) {
            arrived.clear();
        }
    }
}
