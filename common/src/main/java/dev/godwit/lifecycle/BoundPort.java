package dev.godwit.lifecycle;

import com.linecorp.armeria.server.Server;

/// The one port of a running Armeria server, whatever address it is bound to: Armeria's own
/// `activeLocalPort` knows only those that are reached from this machine by loopback.
public final class BoundPort {
    private BoundPort() {}

    /// Throws [java.util.NoSuchElementException] where the server does not run.
    public static int of(Server server) {
        return server.activePorts().keySet().iterator().next().getPort();
    }
}
