package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.Endpoint;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class NodeChoiceTest {
    private static final Endpoint ONE = Endpoint.of("one.example", 1);
    private static final Endpoint TWO = Endpoint.of("two.example", 2);
    private static final List<Endpoint> BOTH = List.of(ONE, TWO);

    private final AtomicLong nanoTime = new AtomicLong();
    private final NodeChoice choice = new NodeChoice(BOTH, nanoTime::get);

    @Test
    void healthyNodesTakeTurns() {
        assertThat(choices(4)).containsExactly(ONE, TWO, ONE, TWO);
    }

    @Test
    void aNodeThatKeepsTriesToItselfGetsNoMoreThanTheOthersHave() {
        choice.begun(ONE);
        assertThat(choices(4)).containsOnly(TWO);

        choice.begun(TWO);
        choice.begun(TWO);
        assertThat(choices(4)).containsOnly(ONE);

        choice.ended(TWO);
        assertThat(choices(4)).contains(ONE, TWO);
    }

    @Test
    void aSecondTryBesideASlowOneNeedsAnotherNodeThatIsFit() {
        assertThat(choice.other(BOTH, ONE)).isEqualTo(TWO);
        assertThat(choice.other(List.of(ONE), ONE)).isNull();

        choice.failed(TWO);
        assertThat(choice.other(BOTH, ONE)).isNull();
    }

    @Test
    void anotherTryGoesToAnotherNode() {
        assertThat(choice.next(BOTH, ONE)).isEqualTo(TWO);
        assertThat(choice.next(BOTH, ONE)).isEqualTo(TWO);
        assertThat(choice.next(List.of(ONE), ONE)).isEqualTo(ONE);
    }

    @Test
    void aNodeThatFailedIsLeftAloneUntilItAnswers() {
        choice.failed(ONE);
        assertThat(choices(4)).containsOnly(TWO);

        choice.answered(ONE);
        assertThat(choices(4)).contains(ONE, TWO);
    }

    @Test
    void afterAWhileOneTryFindsOutAndNotOneOfEveryLane() {
        choice.failed(ONE);
        nanoTime.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(choices(10)).containsOnlyOnce(ONE);
    }

    @Test
    void whereAllHaveFailedAnyIsTried() {
        choice.failed(ONE);
        choice.failed(TWO);

        assertThat(choices(4)).contains(ONE, TWO);
    }

    @Test
    void whereNoneIsHealthyAnyIsTried() {
        assertThat(choice.next(List.of(), null)).isIn(BOTH);
        assertThat(choice.next(List.of(), ONE)).isEqualTo(TWO);
    }

    private List<Endpoint> choices(int count) {
        var chosen = new ArrayList<Endpoint>();
        for (var i = 0; i < count; i++) chosen.add(choice.next(BOTH, null));
        return chosen;
    }
}
