package dev.godwit.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.registry.LocalRegistry.Admission;
import dev.godwit.gateway.testing.NoMetrics;

import org.junit.jupiter.api.Test;

/// A registry under a clock that stands still.
class LocalRegistryTest {
    private static final int OPENINGS = 10;

    private final LocalRegistry registry =
            new LocalRegistry(new UserLimits(2, 1, 2, 1, OPENINGS), new NoMetrics(), () -> 0);

    @Test
    void whoeverConnectsAndDropsOverAndOverIsRefusedAndNobodyElse() {
        for (var i = 0; i < OPENINGS; i++) {
            var connection = new FakeMember("bob", "phone");
            assertThat(registry.admit(connection)).isEqualTo(Admission.ADMITTED);
            registry.remove(connection);
        }

        assertThat(registry.admit(new FakeMember("bob", "phone"))).isEqualTo(Admission.TOO_MANY);
        assertThat(registry.admit(new FakeMember("carol", "phone"))).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void toBeForgottenMeansNoNewAllowance() {
        var connection = new FakeMember("bob", "phone");
        registry.admit(connection);
        registry.remove(connection);

        assertThat(registry.keeps(connection.user())).isTrue();
    }
}
