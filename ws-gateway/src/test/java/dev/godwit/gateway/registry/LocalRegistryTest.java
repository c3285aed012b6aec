package dev.godwit.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.registry.LocalRegistry.Admission;
import dev.godwit.gateway.testing.NoMetrics;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

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
    void whatADeviceLeavesBehindTakesNoOtherDevicesPlace() {
        assertThat(devices("phone", "phone", "tablet", "tablet")).containsOnly(Admission.ADMITTED);
    }

    @Test
    void manyDevicesAreNoMoreThanTheirUserMayHave() {
        assertThat(devices("phone", "tablet", "laptop", "watch", "phone", "tablet", "phone"))
                .containsExactly(
                        Admission.ADMITTED,
                        Admission.ADMITTED,
                        Admission.TOO_MANY,
                        Admission.TOO_MANY,
                        Admission.ADMITTED,
                        Admission.ADMITTED,
                        Admission.TOO_MANY);
    }

    @Test
    void toBeForgottenMeansNoNewAllowance() {
        var connection = new FakeMember("bob", "phone");
        registry.admit(connection);
        registry.remove(connection);

        assertThat(registry.keeps(connection.user())).isTrue();
    }

    private List<Admission> devices(String... names) {
        return Stream.of(names).map(name -> registry.admit(new FakeMember("bob", name))).toList();
    }
}
