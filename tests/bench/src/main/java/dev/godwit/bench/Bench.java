package dev.godwit.bench;

import picocli.CommandLine;

/// The load generator as a program of its own: `bench pairs …`, `bench echo …`.
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }
}
