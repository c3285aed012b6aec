package dev.godwit.chaos;

import picocli.CommandLine;

/// The fault-injection campaign as a program of its own: `chaos --minutes 3 …`.
public final class Chaos {
    private Chaos() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ChaosCommand()).execute(args));
    }
}
