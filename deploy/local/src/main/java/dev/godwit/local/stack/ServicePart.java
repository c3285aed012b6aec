package dev.godwit.local.stack;

import dev.godwit.embedded.RunningProcess;
import dev.godwit.embedded.ServiceLaunch;
import dev.godwit.embedded.ServiceProcess;

import java.net.http.HttpClient;
import java.time.Duration;

/// A gateway or chat service as part of the stack: a JVM of its own.
record ServicePart(ServiceLaunch launch, String address, Duration grace, HttpClient http)
        implements StackComponent {
    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public RunningProcess start() {
        return ServiceProcess.start(launch, http);
    }
}
