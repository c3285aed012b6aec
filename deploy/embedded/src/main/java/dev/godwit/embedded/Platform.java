package dev.godwit.embedded;

import java.util.Locale;

/// The machine as the packagers of binaries name it: `os` is `linux` or `darwin`, `arm` tells
/// 64-bit ARM from x86.
record Platform(String os, boolean arm) {
    static Platform current() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                name.contains("mac") ? "darwin" : "linux",
                arch.equals("aarch64") || arch.equals("arm64"));
    }

    String postgresArchive() {
        return "postgres-" + os + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    String redisProgram() {
        return "redis-server-7.0.15-" + os + (arm ? "-arm64" : "-amd64");
    }
}
