package dev.godwit.local.stack;

import dev.godwit.embedded.RunningProcess;

import java.time.Duration;
import java.util.function.Supplier;

/// PostgreSQL, Redis or Kafka as part of the stack.
record ServerPart(String name, String address, Supplier<? extends RunningProcess> starter)
        implements StackComponent {
    @Override
    public Duration grace() {
        return Duration.ofSeconds(5);
    }

    @Override
    public RunningProcess start() {
        return starter.get();
    }
}
