package dev.godwit.chaos.network;

import java.util.regex.Pattern;

/// What a host says of its end of the cable: `carrier` 1 where it leads somewhere, how many packets
/// `passed` in both directions, and how many were `dropped` that should have gone out.
record Counters(int carrier, long passed, long dropped) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int RECEIVED = 2;
    private static final int SENT = 10;
    private static final int NOT_SENT = 12;

    static Counters of(Host host) {
        var said =
                Ip.say(
                        "netns",
                        "exec",
                        host.namespace(),
                        "cat",
                        "/sys/class/net/eth0/carrier",
                        "/proc/net/dev");
        var carrier = Integer.parseInt(said.lines().findFirst().orElse("").strip());
        var device =
                said.lines()
                        .filter(line -> line.strip().startsWith("eth0:"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(said));
        var columns = BLANKS.split(device.strip().replace(":", ": "), -1);
        return new Counters(
                carrier,
                Long.parseLong(columns[RECEIVED]) + Long.parseLong(columns[SENT]),
                Long.parseLong(columns[NOT_SENT]));
    }
}
