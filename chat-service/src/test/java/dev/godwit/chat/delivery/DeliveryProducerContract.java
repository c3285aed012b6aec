package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.DeliveryRecord.Notice;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What every delivery producer does.
public abstract class DeliveryProducerContract {
    private static final UserId ALICE = new UserId("alice");

    protected abstract DeliveryProducer producer();

    /// All that has arrived at the slot.
    protected abstract List<DeliveryRecord> arrived(int slot);

    @Test
    void recordsArriveAtTheirSlotInOrder() throws Exception {
        for (var i = 0; i < 20; i++)
            producer()
                    .produce(i % 2, notice("frame " + i))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

        assertThat(frames(1))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "frame " + (2 * i + 1)).toList());
    }

    @Test
    void aClosedProducerRefuses() {
        producer().close(Duration.ofSeconds(5));

        assertThat(producer().produce(0, notice("late")).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5));
    }

    private List<String> frames(int slot) {
        return arrived(slot).stream()
                .flatMap(record -> record.notices().stream())
                .map(notice -> new String(notice.frame(), StandardCharsets.UTF_8))
                .toList();
    }

    protected static DeliveryRecord notice(String frame) {
        var bytes = frame.getBytes(StandardCharsets.UTF_8);
        return new DeliveryRecord(List.of(), List.of(new Notice(ALICE, bytes)), List.of());
    }
}
