package dev.godwit.local.stack;

import dev.godwit.embedded.EmbeddedServer;
import dev.godwit.embedded.StartFailed;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// PostgreSQL, Redis or Kafka as part of the stack.
record ServerPart(String name, String address, Supplier<EmbeddedServer> starter) implements Part {
    @Override
    public Running start() {
        try {
            return new RunningServer(starter.get());
        } catch (StartFailed e) {
            throw new StackFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private record RunningServer(EmbeddedServer server) implements Running {
        @Override
        public long pid() {
            return server.pid();
        }

        @Override
        public CompletableFuture<Integer> onExit() {
            return server.onExit();
        }

        @Override
        public Path log() {
            return server.log();
        }

        @Override
        public void stop() {
            server.stop();
        }
    }
}
