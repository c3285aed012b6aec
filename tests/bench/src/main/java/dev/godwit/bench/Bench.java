package dev.godwit.bench;

/// The load generator as a program of its own: `bench pairs …`, `bench echo …`.
public final class Bench {
    private static final String LOGGING = "logback.configurationFile";

    private Bench() {}

    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) System.setProperty(LOGGING, "bench-logback.xml");
        System.exit(BenchCommand.commandLine().execute(args));
    }
}
