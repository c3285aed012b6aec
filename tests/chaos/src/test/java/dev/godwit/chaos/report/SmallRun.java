package dev.godwit.chaos.report;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.check.Figures;
import dev.godwit.checker.check.Harm;
import dev.godwit.checker.check.Invariant;
import dev.godwit.checker.check.Verdict;
import dev.godwit.checker.check.Violation;
import dev.godwit.checker.history.Event;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A run of two clients and three messages, around the kill of a gateway from second 10 to 12.
///
/// Alice sends m1 (accepted after 20 ms, shown after 30), m2 at the moment of the kill (asked to
/// try again, accepted 3 s after, shown 3.5 s after) and m3 at second 30 (5 ms, 8 ms). Both lose
/// their connection at 10.1; Alice is live again at 10.6, Bob at 12.5. Carol comes by a bad
/// gateway, and is shown m1 after 9 s. Bob is shown m1 twice.
final class SmallRun {
    static final CampaignSummary CAMPAIGN =
            new CampaignSummary(
                    "run-1",
                    42,
                    "./godwit chaos --seed 42",
                    Instant.parse("2026-01-02T03:04:05Z"),
                    List.of("2 gateways", "<b>3</b> clients"));

    private SmallRun() {}

    static RunDirectory write(RunDirectory run) {
        target().write(run.target());
        alice(run);
        bob(run);
        try (var faults = new Script(run.faults(), 0)) {
            faults.at(10, new Event.FaultBegan(1, "kill gateway", "gateway-0", "-9 </script>"));
            faults.at(12, new Event.FaultEnded(1, "pid=77 in_flight=1 presence_ms=1500"));
            faults.at(31, new Event.FaultBegan(2, "pause", "chat-0", "20 s"));
        }
        return run;
    }

    static Verdict passed() {
        return new Verdict.Passed(figures(0));
    }

    static Verdict failed() {
        var violation =
                new Violation(Invariant.S1, Harm.LOST, "m2 of alice has no <row>", "a.1.log:7");
        return new Verdict.Failed(
                figures(1), Map.of(Invariant.S1, 1L), List.of(violation), List.of("one doubt"));
    }

    private static void alice(RunDirectory run) {
        try (var a = new Script(run.history("a", 1), 1)) {
            connect(a, 0, 1, "alice", "good");
            send(a, 2, 1, "m1");
            a.at(2.02, accepted("m1", 1));
            send(a, 10, 1, "m2");
            a.at(10.1, new Event.Closed(1, 0, "reset"));
            connect(a, 10.6, 2, "alice", "good");
            send(a, 10.7, 2, "m2");
            a.at(10.8, new Event.Retry(2, "alice", "m2", "unavailable", 100));
            send(a, 12.9, 2, "m2");
            a.at(13, accepted("m2", 2));
            a.at(13.1, accepted("m2", 2));
            send(a, 30, 2, "m3");
            a.at(30.005, accepted("m3", 3));
        }
    }

    private static void bob(RunDirectory run) {
        try (var b = new Script(run.history("b", 1), 1)) {
            connect(b, 0, 1, "bob", "good");
            connect(b, 0.5, 2, "carol", "bad");
            b.at(2.03, shown(1, "m1", true));
            b.at(2.04, shown(1, "m1", false));
            b.at(10.1, new Event.Closed(1, 0, "reset"));
            b.at(11, shown(2, "m1", true));
        }
        // killed, and started again
        try (var b = new Script(run.history("b", 2), 2)) {
            connect(b, 12.5, 1, "bob", "good");
            b.at(13.5, shown(1, "m2", true));
            b.at(30.008, shown(1, "m3", true));
        }
    }

    private static void connect(Script to, double at, long conn, String user, String gateway) {
        to.at(at, new Event.Connecting(conn, user, "phone", "ws://" + gateway + ":1"));
        to.at(at, new Event.Welcomed(conn, "s", ""));
        to.at(at, new Event.Live(conn, 0));
    }

    private static void send(Script to, double at, long conn, String id) {
        to.at(at, new Event.Sending(conn, "alice", id, "bob", "text", "00", 10));
    }

    private static Event accepted(String id, long seq) {
        return new Event.Accepted(1, "alice", id, "bob", seq, 0, false, seq, true, "");
    }

    private static Event shown(long conn, String id, boolean shown) {
        return new Event.Message(conn, 1, id, "alice", "bob", 1, "text", "00", shown);
    }

    private static Figures figures(long lost) {
        return new Figures(
                3,
                5,
                3,
                3,
                lost,
                0,
                0,
                0,
                4,
                1,
                1,
                1,
                0,
                1,
                0,
                3500,
                0,
                3,
                5,
                2,
                3,
                2,
                1,
                1,
                Map.of("kill gateway", 1L, "pause", 1L),
                Map.of());
    }

    private static Target target() {
        var second = Duration.ofSeconds(1);
        return new Target(
                "run-1",
                List.of(URI.create("ws://good:1")),
                List.of(URI.create("ws://bad:1")),
                List.of(),
                "secret",
                "issuer",
                "audience",
                "jdbc:none",
                "user",
                "password",
                "redis://none",
                second,
                second,
                second,
                1);
    }
}
