package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Invariant.L1;

import java.util.ArrayList;
import java.util.List;

/// The moment at which evidence was gathered: every device that is connected has everything, L1.
final class AtRest {
    /// An acknowledgement has arrived after that time.
    private static final long ACK_MICROS = 5_000_000;

    private final World world;
    private final Findings findings;
    private final Counts counts;
    private final long withinMicros;
    private long young;

    /// Acknowledgements that must have arrived: their device, and what it had acknowledged.
    private final List<Settled> settled = new ArrayList<>();

    record Settled(Device device, long acked) {}

    AtRest(World world, Findings findings, Counts counts, long withinMicros) {
        this.world = world;
        this.findings = findings;
        this.counts = counts;
        this.withinMicros = withinMicros;
    }

    /// Entries of which it is too early to tell.
    long young() {
        return young;
    }

    List<Settled> settled() {
        return settled;
    }

    /// Called between the last line before the gathering and the first after it.
    void check(long now, long healed) {
        for (var user : world.users()) {
            for (var device : user.devices.values()) {
                var connection = device.open();
                if (connection == null || !connection.welcomed()) continue;
                if (connection.live()) counts.liveDevices++;
                if (world.generations.isLast(connection.log)) {
                    checkLog(connection, device, now - withinMicros, healed);
                } else if (Math.max(healed, connection.welcomed) > now - withinMicros) {
                    young++;
                } else {
                    findings.add(L1, LOST, "evidence", connection, "is in", connection.log);
                }
                settle(connection, device, now);
            }
        }
    }

    private void checkLog(Connection connection, Device device, long ripe, long healed) {
        var since = Math.max(healed, connection.live() ? connection.live : connection.welcomed);
        if (!connection.live()) {
            if (since > ripe) young++;
            else findings.add(L1, LOST, "evidence", connection, "is not live yet");
            return;
        }
        for (var n = Math.max(device.shown, device.user.floor) + 1;
                n <= device.user.log.last();
                n++) {
            var message = device.user.log.at(n);
            if (message == null || message.accepted == Message.NEVER) continue;
            if (Math.max(message.accepted, since) > ripe) young++;
            else findings.add(L1, LOST, "evidence", device, "lacks", message, "at", n);
        }
    }

    private void settle(Connection connection, Device device, long now) {
        var patience = Math.max(withinMicros, ACK_MICROS);
        if (connection.ackedAt <= now - patience) {
            settled.add(new Settled(device, connection.acked));
        }
    }
}
