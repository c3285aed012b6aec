package dev.godwit.checker.history;

/// Everything that a history can tell: what clients did and saw, what was done to the system, and
/// what was found in it ([Found]).
///
/// `conn` numbers the connections of one incarnation from 1 on; 0 stands for HTTP. `hash` is the
/// [BodyHash] of a message's body. Text is any text; in files tabs and line ends are escaped.
public sealed interface Event permits Event.Act, Event.Fault, Found {
    /// What a client did or saw.
    sealed interface Act extends Event {}

    /// What was done to the system.
    sealed interface Fault extends Event {}

    /// The first line of each file, whatever it is about: who writes it.
    record Began(String run, String host, int incarnation, long seed) implements Act {}

    /// Before the first byte of a connection.
    record Connecting(long conn, String user, String device, String gateway) implements Act {}

    /// The last line of each file whose writer ended as it should; [HistoryWriter#close] writes it.
    record Ended() implements Act {}

    /// No welcome came.
    record ConnectFailed(long conn, String reason) implements Act {}

    /// `session` as the welcome frame calls it. `log`: the generation that the connection's numbers
    /// are of, empty where the server does not say.
    record Welcomed(long conn, String session, String log) implements Act {}

    /// The token by which the connection is allowed ends at that time, in the lines' microseconds;
    /// again after each `auth`.
    record Expires(long conn, long micros) implements Act {}

    /// The connection ended; `code` is 0 where it did so without a Close frame.
    record Closed(long conn, int code, String reason) implements Act {}

    /// Before the client ends the connection by itself, whichever way.
    record Dropping(long conn) implements Act {}

    /// Before each attempt of each send.
    record Sending(
            long conn, String user, String id, String peer, String kind, String hash, int bytes)
            implements Act {}

    /// `n` is 0 where the answer stands for no entry of the sender's log; on HTTP it is for
    /// information. `shown`: this was the first frame with that `n` on the device. `log`: the
    /// generation as the answer over HTTP says it; empty on a connection, which has one.
    record Accepted(
            long conn,
            String user,
            String id,
            String peer,
            long seq,
            long at,
            boolean duplicate,
            long n,
            boolean shown,
            String log)
            implements Act {}

    /// The final answer to a send that stays without effect: `conflict`, `blocked`, `invalid`, ….
    record Refused(long conn, String user, String id, String code) implements Act {}

    /// An answer that asks for the same send again: `rate_limited`, `unavailable`.
    record Retry(long conn, String user, String id, String code, long retryInMs) implements Act {}

    /// The client ends a send without having had an answer, which it must not.
    record GaveUp(String user, String id) implements Act {}

    /// An entry of the log was pushed. `shown`: it is handed to the application; otherwise it is a
    /// repeat that was dropped by its `n`.
    record Message(
            long conn,
            long n,
            String id,
            String from,
            String to,
            long seq,
            String kind,
            String hash,
            boolean shown)
            implements Act {}

    /// Before the ack of everything up to `n`.
    record Acking(long conn, long n) implements Act {}

    record Live(long conn, long n) implements Act {}

    record Receipt(long conn, String peer, String user, long delivered) implements Act {}

    record GoAway(long conn, long reconnectInMs) implements Act {}

    /// History over HTTP right after an accept: what was found at `seq`; `hash` is empty where
    /// nothing was. Where the service did not answer, or had another generation by then, there is
    /// no such event.
    record ReadBack(String user, String peer, long seq, String hash, String log) implements Act {}

    /// The server broke the protocol in a way that the client tells at once.
    record Violation(long conn, String what) implements Act {}

    /// Before a fault is injected. `kind` is a word such as `kill`, `target` a process or a link.
    record FaultBegan(long id, String kind, String target, String detail) implements Fault {}

    /// The fault is healed; `evidence` is that it happened, as `key=value` separated by spaces, or
    /// empty where there is none.
    record FaultEnded(long id, String evidence) implements Fault {}
}
