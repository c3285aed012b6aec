package dev.godwit.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.testing.FakeChatBackend;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// More users than one request asks about, under hand-driven time.
class HeadCheckTest {
    private final FakeChatBackend chat = new FakeChatBackend();
    private long millis;
    private boolean unwell;
    private final LocalRegistry registry =
            new LocalRegistry(new UserLimits(1, 1, 1, 1, 1), new NoMetrics(), this::nanoTime);
    private final HeadCheck headCheck =
            new HeadCheck(
                    registry,
                    chat,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    () -> unwell,
                    new NoMetrics(),
                    this::nanoTime);
    private final Set<UserId> there = new HashSet<>();

    @Test
    void everybodyIsAskedAboutWithinEveryInterval() {
        come(2500);
        pass(1);

        for (var i = 0; i < 5; i++) {
            chat.headsAskedOf();
            pass(31);
            assertThat(chat.headsAskedOf()).isEqualTo(there);
        }
    }

    @Test
    void whoeverComesMeanwhileWaitsOneIntervalToo() {
        come(1500);
        pass(5);
        chat.headsAskedOf();
        come(1000);
        pass(31);

        assertThat(chat.headsAskedOf()).isEqualTo(there);
    }

    @Test
    void whoeverIsGoneIsAskedAboutNoMoreAndTakesNobodysTurn() {
        come(2500);
        for (var connection : registry.all()) {
            if (there.size() > 2000) {
                registry.remove(connection);
                there.remove(connection.user());
            }
        }
        pass(1);
        chat.headsAskedOf();
        pass(31);

        assertThat(chat.headsAskedOf()).isEqualTo(there);
    }

    /// The chat service is away while everybody is asked about after the loss.
    @Test
    void callsThatFailDoNotCompleteTheRoundAfterALoss() {
        come(2500);
        unwell = true;
        pass(1);
        unwell = false;
        chat.down(true);
        pass(5);
        chat.down(false);
        chat.headsAskedOf();

        pass(3);

        assertThat(chat.headsAskedOf()).isEqualTo(there);
    }

    private void come(int count) {
        for (var i = 0; i < count; i++) {
            var connection = new FakeMember("user-" + there.size(), "phone");
            there.add(connection.user());
            registry.admit(connection);
        }
    }

    private void pass(int seconds) {
        for (var end = millis + 1000L * seconds; millis < end; ) {
            millis += 100;
            headCheck.run();
        }
    }

    private long nanoTime() {
        return millis * 1_000_000;
    }
}
