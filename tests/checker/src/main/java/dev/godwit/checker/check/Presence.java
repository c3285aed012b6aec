package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.L2;

import dev.godwit.checker.history.Found;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// Presence against the connections that there were while it was read: L2.
final class Presence {
    private static final String KEYS = "presence";

    private final World world;
    private final Findings findings;
    private final Rest rest;

    /// Who began or ended later than that may be present or not.
    private final long ripe;

    private long young;

    Presence(World world, Findings findings, Rest rest, long withinMicros) {
        this.world = world;
        this.findings = findings;
        this.rest = rest;
        this.ripe = rest.presenceBegan - withinMicros;
    }

    /// Those of whom it is too early to tell.
    long young() {
        return young;
    }

    void check(long healed) {
        Set<String> sessions = new HashSet<>();
        for (var route : rest.routes) {
            if (!Objects.equals(rest.slots.get(route.slot()), route.boot())) {
                findings.add(L2, OTHER, KEYS, route, "leads to nobody");
            }
            sessions.add(key(route.user(), route.device(), route.session()));
            checkOwner(route, healed);
        }
        for (var user : world.users()) {
            for (var device : user.devices.values()) checkPresent(device, healed, sessions);
        }
    }

    private void checkOwner(Found.Route route, long healed) {
        var user = world.known(route.user());
        var device = user == null ? null : user.devices.get(route.device());
        if (device != null) {
            for (var connection : device.connections.reversed()) {
                if (!connection.session.equals(route.session())) continue;
                if (connection.left() > rest.presenceBegan) return;
                if (Math.max(connection.left(), healed) > ripe) {
                    young++;
                    return;
                }
                findings.add(L2, OTHER, KEYS, route, "outlived", connection);
                return;
            }
        }
        findings.add(L2, OTHER, KEYS, route, "is nobody's connection");
    }

    private void checkPresent(Device device, long healed, Set<String> sessions) {
        Connection newest = null;
        for (var connection : device.connections.reversed()) {
            if (!connection.welcomed() || connection.left() <= rest.presenceEnded) continue;
            if (newest == null) newest = connection;
            else checkDisplaced(connection, newest, healed);
        }
        if (newest == null || newest.live > rest.presenceBegan) return;
        if (sessions.contains(key(device.user.name, device.name, newest.session))) return;
        if (Math.max(newest.live, healed) > ripe) young++;
        else findings.add(L2, OTHER, KEYS, newest, "is not present");
    }

    /// The newest connection of a device wins, and ends the others.
    private void checkDisplaced(Connection older, Connection newest, long healed) {
        if (Math.max(newest.live, healed) > ripe) return;
        findings.add(L2, OTHER, KEYS, older, "was not ended by", newest);
    }

    private static String key(String user, String device, String session) {
        return user + '\t' + device + '\t' + session;
    }
}
