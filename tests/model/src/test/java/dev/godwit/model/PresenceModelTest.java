package dev.godwit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.model.Explorer.Verdict;
import dev.godwit.model.Explorer.Verdict.Broken;
import dev.godwit.model.Explorer.Verdict.Holds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Presence, routing and delivery as a whole, in every order in which things can happen: with all
/// its rules it keeps its promises; without any one of them it is shown how it does not.
class PresenceModelTest {
    private static final Map<String, Verdict> EXPLORED = new ConcurrentHashMap<>();
    private static final String STRANDED = "is never shown";
    private static final String HOLDS = "holds";

    /// Takes a minute, and memory: `-Dtest.jvm=-Dgodwit.model.full=true`.
    @Test
    @EnabledIfSystemProperty(named = "godwit.model.full", matches = "true")
    void withAllRulesEveryPromiseIsKeptWhateverHappens() {
        var verdict = explored(Net.BOTH, 2, 3, 1);

        assertThat(verdict).isInstanceOf(Holds.class);
        assertThat(verdict.states()).isGreaterThan(2_000_000);
    }

    @Test
    void withAllRulesEveryPromiseIsKeptThroughTwoReconnects() {
        var twoMessages = explored(Net.BOTH, 2, 3, 0);
        var oneFault = explored(Net.BOTH, 1, 3, 1);

        assertThat(List.of(twoMessages, oneFault)).allMatch(Holds.class::isInstance);
        assertThat(twoMessages.states()).isGreaterThan(200_000);
        assertThat(oneFault.states()).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @EnumSource
    void eachNetKeepsItsPromisesAloneThroughAFault(Net net) {
        assertThat(explored(net, 2, 2, 1)).isInstanceOf(Holds.class);
    }

    /// Read as a table: what is left out, and what becomes of it behind each [Net].
    @ParameterizedTest
    @EnumSource
    void withoutTheRule(Rule rule) {
        var expected =
                switch (rule) {
                    case COMMIT_BEFORE_LOOK_UP, REGISTER_BEFORE_READ ->
                            List.of(STRANDED, STRANDED, HOLDS, HOLDS);
                    case COMMIT_BEFORE_PUBLISH -> always("pushed before it was committed");
                    case ROUTE_NAMES_THE_CONNECTION -> {
                        var unknown = "thought to have the client, and has not";
                        yield List.of(STRANDED, unknown, HOLDS, unknown);
                    }
                    case DELETE_ONLY_ONES_OWN -> List.of(STRANDED, HOLDS, HOLDS, HOLDS);
                    case REFRESH_YIELDS_TO_NEWER ->
                            List.of(HOLDS, "never settles", HOLDS, "never settles");
                    case REFRESH_READS_WHAT_WAS_MISSED -> List.of(HOLDS, STRANDED, HOLDS, HOLDS);
                    case HEAD_CHECK -> List.of(HOLDS, HOLDS, STRANDED, STRANDED);
                    case FORGET_ONLY_ACKNOWLEDGED -> always("above the cursor is forgotten");
                    case CURSOR_ONLY_FORWARD -> always("the cursor goes back");
                    case PUSH_ONLY_WHAT_IS_NEXT -> always("pushed twice or out of order");
                    case HEARD_SINCE_NUMBERED -> always("is displaced by an older one");
                };

        var nets = List.of(Net.values());
        var outcomes = nets.parallelStream().map(net -> outcome(without(rule, net))).toList();
        for (var i = 0; i < nets.size(); i++)
            assertThat(outcomes.get(i))
                    .as("without %s, net: %s", rule, nets.get(i))
                    .contains(expected.get(i));
    }

    @Test
    void aMessageThatIsLookedUpTooEarlyIsMissedByBothSides() {
        assertThat(way(Rule.COMMIT_BEFORE_LOOK_UP, Net.NONE))
                .containsSubsequence(
                        "its chat service looks entry (not yet committed) up: nowhere",
                        "connection 1 (gateway A) registers: gateway A, boot 1, slot 0, epoch 1",
                        "the log is read for connection 1 (gateway A), up to 0",
                        "a chat service commits a message as entry 1");
    }

    @Test
    void aLogThatIsReadTooEarlyMissesWhatIsCommittedBeforeTheRouteIsThere() {
        assertThat(way(Rule.REGISTER_BEFORE_READ, Net.NONE))
                .containsSubsequence(
                        "the log is read for connection 1 (gateway A), up to 0",
                        "a chat service commits a message as entry 1",
                        "its chat service looks entry 1 up: nowhere",
                        "connection 1 (gateway A) registers: gateway A, boot 1, slot 0, epoch 1");
    }

    @Test
    void aLateCleanUpDeletesTheRouteOfTheNextConnection() {
        assertThat(way(Rule.DELETE_ONLY_ONES_OWN, Net.NONE))
                .containsSubsequence(
                        "connection 2 (gateway A) registers: gateway A, boot 1, slot 0, epoch 2",
                        "connection 1 (gateway A) is cleaned up and removes gateway A, boot 1,"
                                + " slot 0, epoch 2",
                        "its chat service looks entry 1 up: nowhere");
    }

    @Test
    void aGatewaysNameDoesNotTellTwoConnectionsToItApart() {
        assertThat(way(Rule.ROUTE_NAMES_THE_CONNECTION, Net.NONE))
                .containsSubsequence(
                        "connection 2 (gateway A) registers: gateway A",
                        "connection 1 (gateway A) is cleaned up and removes gateway A",
                        "its chat service looks entry 1 up: nowhere");
    }

    @Test
    void aGatewaysNameDoesNotTellThatTheGatewayHasDiedSince() {
        assertThat(way(Rule.ROUTE_NAMES_THE_CONNECTION, Net.SWEEP, 1))
                .containsSubsequence(
                        "connection 1 (gateway A) registers: gateway A",
                        "FAULT: gateway A dies and comes back under its old name");
    }

    @Test
    void whoDoesNotYieldIsNeverDoneTakingTheRouteBack() {
        assertThat(way(Rule.REFRESH_YIELDS_TO_NEWER, Net.SWEEP))
                .containsSubsequence(
                        "the client leaves connection 1 (gateway A) without a word",
                        "... and from here on it never comes to rest:",
                        "connection 1 (gateway A) is refreshed: gateway A, boot 1, slot 0, epoch 1"
                                + " in the place of gateway B, boot 1, slot 1, epoch 2",
                        "connection 2 (gateway B) is refreshed: gateway B, boot 1, slot 1, epoch 2"
                                + " in the place of gateway A, boot 1, slot 0, epoch 1;"
                                + " it reads forward");
    }

    @Test
    void whoSetsARouteAgainAndDoesNotReadHasMissedWhatCameMeanwhile() {
        assertThat(way(Rule.REFRESH_READS_WHAT_WAS_MISSED, Net.SWEEP))
                .anyMatch(step -> step.startsWith("FAULT: Redis"))
                .contains("its chat service looks entry 1 up: nowhere")
                .anyMatch(step -> step.contains("in the place of nowhere"));
    }

    @Test
    void withoutHeadChecksOneLostHintIsALostMessage() {
        assertThat(way(Rule.HEAD_CHECK, Net.BOTH))
                .filteredOn(step -> step.startsWith("FAULT"))
                .hasSize(1);
    }

    @Test
    void aConnectionThatWasNumberedLateDisplacesTheOneThatItsClientIsOn() {
        assertThat(way(Rule.HEARD_SINCE_NUMBERED, Net.BOTH))
                .containsSubsequence(
                        "the client leaves connection 1 (gateway A) without a word",
                        "the client connects to gateway A: connection 2");
    }

    private static List<String> way(Rule rule, Net net) {
        return way(rule, net, 2);
    }

    private static List<String> way(Rule rule, Net net, int connects) {
        var verdict = without(rule, net, connects);
        if (verdict instanceof Broken broken) return broken.steps();
        throw new AssertionError("without %s, net: %s: %s".formatted(rule, net, verdict));
    }

    private static Verdict without(Rule rule, Net net) {
        return without(rule, net, 2);
    }

    /// Explored once, however many tests ask.
    private static Verdict without(Rule rule, Net net, int connects) {
        return EXPLORED.computeIfAbsent(
                "without %s, net: %s, %d connects".formatted(rule, net, connects),
                what -> {
                    var verdict = net.explore(net.world(2, connects, 1).without(rule));
                    System.out.printf(
                            "%s, %d states: %s%n", what, verdict.states(), outcome(verdict));
                    if (verdict instanceof Broken broken) System.out.println(broken);
                    return verdict;
                });
    }

    private static Verdict explored(Net net, int messages, int connects, int maxFaults) {
        var verdict = net.explore(net.world(messages, connects, maxFaults));
        System.out.printf(
                "all rules, net: %s, %d messages, %d connects, %d faults: %s%n",
                net, messages, connects, maxFaults, verdict);
        return verdict;
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Holds ignored -> HOLDS;
            case Broken broken -> broken.why();
        };
    }

    private static List<String> always(String why) {
        return List.of(why, why, why, why);
    }
}
