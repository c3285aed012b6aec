package dev.godwit.embedded;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a gateway or chat service is started as a JVM of its own, and how it is seen to be ready.
///
/// `classPath` as the JVM takes it, to which [ServiceMain] is added alone, without what this module
/// needs for its servers; `log` is appended to; a process that is not ready after `startLimit` has
/// failed. The process ignores the terminal's Ctrl-C, so that its owner decides when it stops, and
/// ends by itself when its owner dies ([ServiceMain]).
public record ServiceLaunch(
        String name,
        String mainClass,
        List<String> jvmOptions,
        String classPath,
        Path config,
        Path log,
        RunLocation seat,
        int managementPort,
        Duration startLimit) {
    /// The optimizing compiler is left out: on a small machine it takes for minutes what the
    /// services themselves need. In production it pays.
    public static final List<String> SMALL_JVM =
            List.of(
                    "-Xms48m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    public ServiceLaunch {
        jvmOptions = List.copyOf(jvmOptions);
    }

    public URI management() {
        return URI.create("http://" + seat.at(managementPort));
    }

    public List<String> command() {
        var command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Dgodwit.process=" + name);
        command.addAll(List.of("-cp", classPath + File.pathSeparator + ownCode()));
        command.add(ServiceMain.class.getName());
        command.addAll(List.of(mainClass, "--config", config.toString()));
        return seat.command(command);
    }

    private static Path ownCode() {
        try {
            var location = ServiceMain.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
