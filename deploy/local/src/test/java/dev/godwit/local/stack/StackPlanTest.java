package dev.godwit.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StackPlanTest {
    @Test
    void eachListenerHasAPortOfItsOwn() {
        var listeners = plan(8081, 8090).checked().listeners();

        assertThat(listeners).extracting(StackPlan.Listener::port).doesNotHaveDuplicates();
        assertThat(listeners).hasSize(3 + 2 * 3 + 2 * 2);
    }

    @Test
    void listenersThatWouldMeetAreNamedWithTheOptionsThatMoveThem() {
        assertThatThrownBy(() -> plan(8089, 8090).checked())
                .isInstanceOf(StackFailed.class)
                .message()
                .contains("chat-1", "gateway-2", "8090", "--chat-port", "--gateway-port");
    }

    @Test
    void aPortThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> plan(65_500, 8090).checked())
                .isInstanceOf(StackFailed.class)
                .message()
                .contains("65700", "--gateway-port");
    }

    @Test
    void gatewaysSpeakTlsWhereAsked() {
        assertThat(new StackPlan(1, 1, 8081, 8090, 1, 2, 3, true).gatewayUrls())
                .containsExactly("wss://localhost:8081");
    }

    private static StackPlan plan(int gatewayPort, int chatPort) {
        return new StackPlan(2, 2, gatewayPort, chatPort, 15432, 16379, 19092, false);
    }
}
