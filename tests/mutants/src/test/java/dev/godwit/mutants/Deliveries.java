package dev.godwit.mutants;

import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Flow;
import dev.godwit.checker.wire.ServerFrame;

import java.time.Duration;

/// Scenarios on the way from the tables to a device, and back with its acks.
final class Deliveries {
    private static final Duration SHORT_TOKEN = Duration.ofSeconds(4);

    private Deliveries() {}

    static void blanks(Stage stage) {
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-1");

        ann.ask("m-1", bob.user(), "two blanks  ");

        stage.give(() -> bob.has("two blanks  ") || bob.has("two blanks"));
    }

    static void bystander(Stage stage) {
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var carl = stage.device("carl");
        carl.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");

        ann.ask("m-1", bob.user(), "for bob alone");

        stage.give(() -> bob.has("for bob alone"));
        ann.ask("m-2", carl.user(), "for carl alone");
        stage.give(() -> carl.has("for carl alone"));
    }

    /// Who is still answered 5 s after the end of the token is served without one.
    static void endOfToken(Stage stage) {
        var ann = stage.device("ann").connect("gateway-1", SHORT_TOKEN);

        stage.give(ann::closed);

        if (ann.closed()) return;
        ann.ping();
        stage.give(() -> ann.saw(ServerFrame.Pong.class::isInstance) || ann.closed());
        if (!ann.closed()) ann.breach("served on after its token was over");
    }

    static void unacknowledged(Stage stage) {
        var bob = stage.silentDevice("bob");
        bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");

        ann.ask("m-1", bob.user(), "not acknowledged");

        stage.give(() -> bob.has("not acknowledged"));
        stage.giveBugs(() -> stage.cursor(bob) > 0);
    }

    /// The ack of the first entry is held up until, on another way, both are acknowledged.
    static void lateAck(Stage stage) {
        var bob = stage.silentDevice("bob");
        var first = bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");
        ann.ask("m-1", bob.user(), "one");
        ann.ask("m-2", bob.user(), "two");
        stage.give(() -> bob.has("two"));
        var link = stage.link("gateway-1", "chat-1");
        link.become(Conditions.CLEAR.withForth(Flow.stalled()));

        first.ack(1);
        first.ping();
        stage.give(() -> first.saw(ServerFrame.Pong.class::isInstance)); // the ack was taken
        first.drop();
        var second = bob.connect("gateway-2");
        stage.give(() -> second.has("two"));
        second.ack(2);
        stage.give(() -> stage.cursor(bob) == 2);
        link.become(Conditions.CLEAR);
        stage.giveBugs(() -> stage.cursor(bob) == 1);
    }

    /// More comes than may be unacknowledged, then everything is acknowledged, then more comes.
    static void fullWindow(Stage stage) {
        var bob = stage.silentDevice("bob");
        var line = bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");
        for (var i = 1; i <= Stage.WINDOW + 4; i++) ann.ask("m-" + i, bob.user(), "number " + i);
        stage.give(() -> bob.has("number " + Stage.WINDOW));

        line.ack(Stage.WINDOW);
        ann.ask("m-last", bob.user(), "the last");

        stage.give(() -> bob.has("the last"));
    }

    /// The record of one message goes nowhere, the next one's comes.
    static void lostHint(Stage stage) {
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");
        var carl = stage.device("carl");
        carl.connect("gateway-2");
        ann.ask("m-1", bob.user(), "one");
        stage.give(() -> bob.has("one"));
        var route = stage.route(bob);

        stage.setRoute(bob, "");
        ann.ask("m-2", bob.user(), "two");
        ann.ask("m-2", carl.user(), "what comes later goes nowhere later");
        stage.give(() -> carl.has("what comes later goes nowhere later"));
        stage.setRoute(bob, route);
        ann.ask("m-3", bob.user(), "three");

        stage.give(() -> bob.has("two"));
    }
}
