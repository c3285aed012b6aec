package dev.godwit.gateway.registry;

import dev.godwit.gateway.registry.LocalRegistry.Admission;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Connections of one user come, are numbered and go on several event loops at the same time.
class LocalRegistryInterleavingsTest {
    private static final Member PHONE = new FakeMember("bob", "phone");
    private static final Member TABLET = new FakeMember("bob", "tablet");
    private static final Member LAPTOP = new FakeMember("bob", "laptop");

    @Test
    void oneThatGoesTakesNobodyWithIt() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var registry = AtOnce.shared(registry());
                    registry.admit(PHONE);

                    AtOnce.run(() -> registry.remove(PHONE), () -> registry.admit(TABLET));

                    AtOnce.expect(
                            registry.all().equals(List.of(TABLET)), "left: " + registry.all());
                });
    }

    @Test
    void noMoreAreAdmittedThanAUserMayHave() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var registry = AtOnce.shared(registry());
                    registry.admit(PHONE);
                    var admissions = new Admission[2];

                    AtOnce.run(
                            () -> admissions[0] = registry.admit(TABLET),
                            () -> admissions[1] = registry.admit(LAPTOP));

                    AtOnce.expect(registry.all().size() == 2, "there: " + registry.all());
                    AtOnce.expect(admissions[0] != admissions[1], "both are told the same");
                });
    }

    @Test
    void whoeverComesBackWhileTheGoneAreForgottenIsThere() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var registry = AtOnce.shared(registry());
                    registry.admit(PHONE);
                    registry.remove(PHONE);

                    AtOnce.run(() -> registry.keeps(PHONE.user()), () -> registry.admit(TABLET));

                    AtOnce.expect(registry.all().contains(TABLET), "forgotten");
                });
    }

    @Test
    void whoeverIsAdmittedWhileADrainBeginsIsFoundByIt() {
        Lincheck.runConcurrentTest(
                100,
                () -> {
                    var registry = AtOnce.shared(registry());
                    var admission = new Admission[1];
                    var found = new AtomicReference<List<Member>>(List.of());

                    AtOnce.run(
                            () -> admission[0] = registry.admit(PHONE),
                            () -> {
                                registry.drain();
                                found.set(registry.all());
                            });

                    AtOnce.expect(
                            admission[0] == Admission.DRAINING || found.get().contains(PHONE),
                            "admitted, and never told to leave");
                });
    }

    @Test
    void ofTwoThatAreNumberedAtOnceTheOlderIsFoundByOneOfThem() {
        Lincheck.runConcurrentTest(
                150,
                () -> {
                    var registry = AtOnce.shared(registry());
                    var older = new FakeMember("bob", "phone");
                    var newer = new FakeMember("bob", "phone");
                    registry.admit(older);
                    registry.admit(newer);
                    var found = new AtomicReference<List<Member>>(List.of());
                    var foundToo = new AtomicReference<List<Member>>(List.of());

                    AtOnce.run(
                            () -> found.set(registry.numbered(older.numbered(1))),
                            () -> foundToo.set(registry.numbered(newer.numbered(2))));

                    AtOnce.expect(
                            found.get().contains(older) || foundToo.get().contains(older),
                            "both stay");
                    AtOnce.expect(
                            !found.get().contains(newer) && !foundToo.get().contains(newer),
                            "none stays");
                });
    }

    /// Takes two connections of a user.
    private static LocalRegistry registry() {
        return new LocalRegistry(new UserLimits(2, 1, 2, 1, 10), new NoMetrics(), () -> 0);
    }
}
