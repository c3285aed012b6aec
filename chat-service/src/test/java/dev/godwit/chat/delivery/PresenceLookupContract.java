package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

/// What every presence lookup does.
public abstract class PresenceLookupContract {
    private static final UserId ALICE = new UserId("alice@example.com");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId LAPTOP = new DeviceId("laptop");

    protected abstract PresenceLookup lookup();

    protected abstract void register(UserId user, DeviceId device, Route route);

    @Test
    void findsEveryDeviceOfEveryUserAsked() {
        register(ALICE, PHONE, route(1));
        register(ALICE, LAPTOP, route(2));
        register(BOB, PHONE, route(3));

        assertThat(lookup().routes(Set.of(ALICE, BOB)))
                .isEqualTo(
                        Map.of(
                                ALICE, Map.of(PHONE, route(1), LAPTOP, route(2)),
                                BOB, Map.of(PHONE, route(3))));
    }

    @Test
    void leavesOutWhoIsNotOnlineAndWhoWasNotAskedFor() {
        register(ALICE, PHONE, route(1));
        register(BOB, PHONE, route(3));

        assertThat(lookup().routes(Set.of(BOB, CAROL))).containsOnlyKeys(BOB);
    }

    @Test
    void answersAProbe() {
        assertThatCode(() -> lookup().probe()).doesNotThrowAnyException();
    }

    protected static Route route(int slot) {
        return new Route(slot, "boot-" + slot, "connection", 7);
    }
}
