package dev.godwit.chaos.cluster;

import dev.godwit.embedded.ServiceProcess;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A running gateway or chat service.
record ServiceLiving(ServiceProcess process) implements Living {
    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    @Override
    public void stop(Duration grace) {
        process.stop(grace);
    }
}
