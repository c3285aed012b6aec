package dev.godwit.mutants;

import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Flow;

import java.time.Duration;

/// Scenarios on the way from a sender to the tables.
final class Sends {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int MANY = 60;

    private Sends() {}

    /// The connections to PostgreSQL end as soon as the sender has its answer.
    static void crashAtCommit(Stage stage) {
        var ann = stage.device("ann").connect("gateway-1");
        ann.ask("m-1", stage.user("bob"), "before");
        stage.toPostgres().become(slow());

        ann.ask("m-2", stage.user("bob"), "while commits are slow");
        stage.toPostgres().reset(1);

        stage.toPostgres().become(Conditions.CLEAR);
    }

    /// The sender's gateway dies, and the connections to PostgreSQL end, as soon as the recipient
    /// is shown the message; somebody else's takes its place if it was not there yet. Then the
    /// sender asks again.
    static void crashBeforeCommit(Stage stage) {
        stage.afterwards(() -> stage.cluster().node("gateway-2").start());
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var device = stage.device("ann");
        var ann = device.connect("gateway-2");
        ann.ask("m-1", bob.user(), "before");
        stage.toPostgres().become(slow());

        ann.send("m-2", bob.user(), "while commits are slow");
        stage.give(() -> bob.has("while commits are slow"));
        stage.toPostgres().reset(1);
        ann.drop();
        var _ = stage.cluster().node("gateway-2").kill();
        stage.toPostgres().reset(1); // what the gateway had asked for again

        stage.toPostgres().become(Conditions.CLEAR);
        var carl = stage.device("carl").connect("gateway-1");
        carl.ask("m-3", bob.user(), "afterwards");
        device.connect("gateway-1").ask("m-2", bob.user(), "while commits are slow");
        stage.give(() -> bob.has("afterwards"));
    }

    static void repeat(Stage stage) {
        var ann = stage.device("ann").connect("gateway-1");
        ann.ask("m-1", stage.user("bob"), "once");

        ann.ask("m-1", stage.user("bob"), "once");
    }

    static void conflict(Stage stage) {
        var ann = stage.device("ann").connect("gateway-1");
        ann.ask("m-1", stage.user("bob"), "one thing");

        ann.ask("m-1", stage.user("bob"), "another thing");
    }

    /// So many at once that they travel in batches.
    static void manyAtOnce(Stage stage) {
        var ann = stage.device("ann").connect("gateway-1");
        var link = stage.link("gateway-1", "chat-1");
        link.become(Conditions.both(Flow.delayed(Duration.ofMillis(100), Duration.ZERO)));
        stage.afterwards(() -> link.become(Conditions.CLEAR));

        for (var i = 1; i <= MANY; i++) ann.send("m-" + i, stage.user("bob"), "number " + i);
        for (var i = 1; i <= MANY; i++) {
            var id = "m-" + i;
            stage.give(() -> ann.answers(id) > 0);
        }
    }

    private static Conditions slow() {
        return Conditions.CLEAR.withForth(Flow.delayed(SLOW, Duration.ZERO));
    }
}
