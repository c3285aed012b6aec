package dev.godwit.chat;

import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.List;

/// The process is stopped while it is about to be ready.
class LifecycleInterleavingsTest {
    @Test
    void onceItStopsItIsNeverReadyAgain() {
        Lincheck.runConcurrentTest(
                100,
                () -> {
                    var life = AtOnce.shared(new Lifecycle());

                    AtOnce.run(() -> life.serving(List.of()), life::close);

                    AtOnce.expect(!life.ready(), "ready, and stopping");
                });
    }
}
