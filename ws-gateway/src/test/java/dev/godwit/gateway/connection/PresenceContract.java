package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.registry.Connection;
import dev.godwit.gateway.testing.FakeConnection;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/// What every [Presence] keeps. One that removes later is waited for.
public abstract class PresenceContract {
    private final FakeConnection older = new FakeConnection("alice", "phone", "c-1", 6);
    private final FakeConnection newer = new FakeConnection("alice", "phone", "c-2", 7);
    private final FakeConnection tablet = new FakeConnection("alice", "tablet", "c-3", 3);

    /// One that holds nobody yet.
    protected abstract Presence presence();

    /// Of the connection by which the device of this one is found; 0 where it is not.
    protected abstract long epochFound(Connection connection);

    @Test
    void aConnectionIsFoundFromItsRegistrationToItsRemoval() throws Exception {
        var presence = presence();
        assertThat(epochFound(older)).isZero();

        register(older, presence);
        assertThat(epochFound(older)).isEqualTo(6);

        presence.remove(older);
        await().until(() -> epochFound(older) == 0);
    }

    @Test
    void ofADeviceTheNewestIsFound() throws Exception {
        var presence = presence();
        register(older, presence);
        register(newer, presence);

        assertThat(epochFound(newer)).isEqualTo(7);
        assertThat(newer.displacements).hasValue(0);
    }

    @Test
    void oneThatComesTooLateIsToldAndFoundByNobody() throws Exception {
        var presence = presence();
        register(newer, presence);
        register(older, presence);

        assertThat(older.displacements).hasValue(1);
        assertThat(epochFound(older)).isEqualTo(7);
    }

    @Test
    void theRemovalOfOneTakesNoOtherWithIt() throws Exception {
        var presence = presence();
        register(older, presence);
        register(newer, presence);
        register(tablet, presence);

        presence.remove(older);
        presence.remove(tablet);

        await().until(() -> epochFound(tablet) == 0); // removals come in order
        assertThat(epochFound(newer)).isEqualTo(7);
    }

    @Test
    void oneThatIsRegisteredAgainIsFoundOnceAndToldNothing() throws Exception {
        var presence = presence();
        register(older, presence);
        register(older, presence);

        assertThat(epochFound(older)).isEqualTo(6);
        assertThat(older.displacements).hasValue(0);
    }

    private static void register(Connection connection, Presence presence) throws Exception {
        presence.register(connection).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
