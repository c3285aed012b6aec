package dev.godwit.local.stack;

import dev.godwit.embedded.ServiceLaunch;
import dev.godwit.embedded.ServiceProcess;
import dev.godwit.embedded.StartFailed;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A gateway or chat service as part of the stack: a JVM of its own.
record ServicePart(ServiceLaunch launch, String address, Duration grace, HttpClient http)
        implements Part {
    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public Running start() {
        try {
            return new RunningService(ServiceProcess.start(launch, http), launch.log(), grace);
        } catch (StartFailed e) {
            throw new StackFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private record RunningService(ServiceProcess process, Path log, Duration grace)
            implements Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public CompletableFuture<Integer> onExit() {
            return process.onExit();
        }

        @Override
        public void stop() {
            process.stop(grace);
        }
    }
}
