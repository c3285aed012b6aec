package dev.godwit.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "alice", "a.b_c@d:e+f-g", "+41791234567"})
    void takesWhatTheProtocolAllowsAsAUser(String value) {
        assertThat(new UserId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a/b", "a\u0000", "a\n", "a|b", "\uD83D\uDE00"})
    void refusesAnyOtherUserAndNamesIt(String value) {
        assertThatThrownBy(() -> new UserId(value))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("user: \"" + value + "\" (expected: [A-Za-z0-9_.@:+-]{1,128})");
    }

    @Test
    void holdsTheLengthsOfTheProtocol() {
        assertThat(new UserId("u".repeat(128)).value()).hasSize(128);
        assertThat(new DeviceId("d".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new UserId("u".repeat(129))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new DeviceId("d".repeat(65))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new ClientMessageId("i".repeat(65)))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new DeviceId("a.b")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void anOverlongValueIsCutInTheMessage() {
        assertThatThrownBy(() -> new UserId("u".repeat(100_000))).message().hasSizeLessThan(200);
    }

    @Test
    void aConversationIsTheSameFromBothSides() {
        var alice = new UserId("alice");
        var bob = new UserId("bob");

        assertThat(ConversationId.between(alice, bob))
                .isEqualTo(ConversationId.between(bob, alice))
                .isNotEqualTo(ConversationId.between(alice, alice));
    }

    @Test
    void pairsWhoseNamesRunTogetherAreDifferentConversations() {
        assertThat(ConversationId.between(new UserId("a"), new UserId("bc")))
                .isNotEqualTo(ConversationId.between(new UserId("ab"), new UserId("c")));
    }
}
