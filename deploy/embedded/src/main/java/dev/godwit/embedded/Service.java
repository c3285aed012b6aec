package dev.godwit.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/// The services that are started as processes of their own, each on its own class path: what its
/// module packages in `target/lib`, below the system property `godwit.root`.
public enum Service {
    CHAT("chat-service", "dev.godwit.chat.ChatService", "-Xmx320m"),
    GATEWAY("ws-gateway", "dev.godwit.gateway.Gateway", "-Xmx256m");

    private final String module;
    private final String mainClass;
    private final String heap;

    Service(String module, String mainClass, String heap) {
        this.module = module;
        this.mainClass = mainClass;
        this.heap = heap;
    }

    public String mainClass() {
        return mainClass;
    }

    /// The JVM option that limits its heap.
    public String heap() {
        return heap;
    }

    /// As the JVM takes it. Throws [StartFailed] where it is not packaged.
    public String classPath() {
        return classPath(Path.of(System.getProperty("godwit.root", ".")));
    }

    /// The same for another checkout than this one.
    public String classPath(Path checkout) {
        var lib = checkout.resolve(module).resolve("target").resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new StartFailed(
                    lib + ": not there (expected: the packaged " + module + "; mvn package)");
        }
        return lib + "/*";
    }
}
