package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.auth.Identity;
import dev.godwit.gateway.connection.LocalRegistry.Admission;
import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/// A registry under a clock that stands still.
class LocalRegistryTest {
    private final Unconnected made = new Unconnected();
    private final HandDrivenLoop loop = new HandDrivenLoop();

    @Test
    void whoeverConnectsAndDropsOverAndOverIsRefusedAndNobodyElse() {
        for (var i = 0; i < 10; i++) {
            var connection = made.of("phone", loop);
            assertThat(made.registry.admit(connection)).isEqualTo(Admission.ADMITTED);
            made.registry.remove(connection);
        }
        var carol = new Identity(new UserId("carol"), Instant.parse("2100-01-01T00:00:00Z"));

        assertThat(made.registry.admit(made.of("phone", loop))).isEqualTo(Admission.TOO_MANY);
        assertThat(made.registry.admit(made.of(carol, "phone", loop)))
                .isEqualTo(Admission.ADMITTED);
    }

    @Test
    void toBeForgottenMeansNoNewAllowance() {
        var connection = made.of("phone", loop);
        made.registry.admit(connection);
        made.registry.remove(connection);

        assertThat(made.registry.keeps(connection.user())).isTrue();
    }
}
