package dev.godwit.chaos.network;

/// The cable of a host while it is pulled: nothing passes, in or out, and nobody is told. Blocks;
/// owned by one thread.
public final class Cable implements AutoCloseable {
    private final Network network;
    private final Host host;
    private final Counters before;

    Cable(Network network, Host host, Counters before) {
        this.network = network;
        this.host = host;
        this.before = before;
    }

    /// What the host has seen of it since: whether it is connected, how many packets passed and how
    /// many could not be sent.
    public String evidence() {
        var now = Counters.of(host);
        return "carrier=%d passed=%d dropped=%d"
                .formatted(
                        now.carrier(),
                        now.passed() - before.passed(),
                        now.dropped() - before.dropped());
    }

    /// Plugs it into a new host with the same name and address, as if the old one had lost its
    /// power and was on again: of its connections it knows nothing.
    public void toNewHost() {
        network.replace(host);
    }

    /// Plugs it in again.
    @Override
    public void close() {
        network.plug(host);
    }
}
