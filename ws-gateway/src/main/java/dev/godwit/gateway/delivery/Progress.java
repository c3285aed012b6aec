package dev.godwit.gateway.delivery;

/// How far one device has got in its user's log on this connection.
///
/// `pushed`: the last position written to the socket. `acked`: the last position acknowledged.
/// `greeted`: the client has been told `live`.
public record Progress(long pushed, long acked, int window, boolean greeted) {
    /// How many more entries may be written before an ack is due. What is gone from the log counts
    /// like an entry, so there may be none left where few were written.
    int room() {
        return (int) Math.max(0, window - (pushed - acked));
    }

    public boolean owesNothing() {
        return pushed == acked;
    }

    Progress shown(long n) {
        return new Progress(n, acked, window, greeted);
    }

    /// Where there is nothing to show up to `n`, and so nothing to acknowledge.
    Progress passedOver(long n) {
        return new Progress(n, n, window, greeted);
    }

    Progress acknowledged(long n) {
        return new Progress(pushed, n, window, greeted);
    }

    Progress told() {
        return new Progress(pushed, acked, window, true);
    }
}
