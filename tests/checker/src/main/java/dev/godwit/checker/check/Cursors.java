package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.S7;

import java.util.Collection;

/// Cursors and marks in the tables against what devices acknowledged, once all is known: S7.
final class Cursors {
    private static final String ROWS = "inbox.device";

    private final World world;
    private final Findings findings;

    Cursors(World world, Findings findings) {
        this.world = world;
        this.findings = findings;
    }

    void check(Collection<AtRest.Settled> settled) {
        for (var user : world.users()) {
            user.devices.values().forEach(this::check);
            checkFirst(user);
        }
        for (var entry : settled) {
            var device = entry.device();
            if (device.cursor < entry.acked()) {
                findings.add(
                        S7,
                        OTHER,
                        ROWS,
                        device,
                        "is at",
                        device.cursor,
                        "and acknowledged",
                        entry.acked());
            }
        }
        world.conversations().forEach(this::checkMarks);
    }

    /// A user's first device begins where the log does.
    private void checkFirst(User user) {
        var first = Long.MAX_VALUE;
        for (var device : user.devices.values()) {
            if (!device.started()) return;
            first = Math.min(first, device.start);
        }
        if (first == 0 || user.devices.isEmpty()) return;
        findings.add(S7, LOST, ROWS, "the first device of", user, "began after", first);
    }

    private void check(Device device) {
        if (device.cursor == Device.UNKNOWN) {
            if (device.started()) findings.add(S7, OTHER, ROWS, device, "has no cursor");
            return;
        }
        if (device.connections.isEmpty()) {
            findings.add(S7, OTHER, ROWS, device, "never connected, and has a cursor");
        }
        if (device.cursor > device.user.log.last()) {
            findings.add(S7, OTHER, ROWS, device, "is past the log at", device.cursor);
        }
        if (!device.started()) return;
        if (device.cursor > device.ceiling()) {
            findings.add(
                    S7,
                    OTHER,
                    ROWS,
                    device,
                    "is at",
                    device.cursor,
                    "and acknowledged",
                    device.ceiling());
        }
        var back = device.cursor < device.floor;
        if (back && world.generations.isLast(device.log)) {
            findings.add(
                    S7, OTHER, ROWS, device, "went back to", device.cursor, "from", device.floor);
        }
        for (var n = device.start + 1; n <= device.cursor; n++) {
            var message = device.user.log.at(n);
            if (message == null || message.sender == device.user) continue;
            if (n <= device.user.floor && n > device.acked) continue;
            var delivered = message.conversation.delivered;
            var side = message.conversation.side(device.user);
            delivered[side] = Math.max(delivered[side], message.seq);
        }
    }

    /// A message is delivered once one device's cursor has passed it.
    private void checkMarks(Conversation conversation) {
        for (var user : new User[] {conversation.low, conversation.high}) {
            var side = conversation.side(user);
            var marked = conversation.marked[side];
            if (marked != conversation.delivered[side]) {
                findings.add(
                        S7,
                        OTHER,
                        "message.mark",
                        conversation,
                        "is marked",
                        marked,
                        "for",
                        user,
                        "who has",
                        conversation.delivered[side]);
            }
        }
    }
}
