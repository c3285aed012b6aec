package dev.godwit.mutants;

import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Scenarios about who is found where.
final class Routes {
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Map<String, String> QUICK_SWEEP = Map.of("gateway.route-life", "12s");
    private static final Map<String, String> SLOW_SWEEP = Map.of();

    private Routes() {}

    /// Kafka is gone: nothing is pushed.
    static void noKafka(Stage stage) {
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");
        var services = List.of("gateway-1", "gateway-2", "chat-1");
        for (var service : services) stage.link(service, "kafka").become(Conditions.BLACK_HOLE);
        stage.afterwards(() -> services.forEach(service -> restoreKafka(stage, service)));

        ann.ask("m-1", bob.user(), "without Kafka");
        stage.give(() -> bob.has("without Kafka"));
    }

    /// The message is committed while the recipient's route is on its way.
    static void slowRegistration(Stage stage) {
        var bob = stage.device("bob");
        var ann = stage.device("ann").connect("gateway-2");
        var link = stage.link("gateway-1", "redis");
        link.become(Conditions.CLEAR.withForth(Flow.delayed(SLOW, Duration.ZERO)));
        stage.afterwards(() -> link.become(Conditions.CLEAR));

        bob.connect("gateway-1");
        ann.ask("m-1", bob.user(), "as soon as bob is live");

        stage.give(() -> bob.has("as soon as bob is live"));
    }

    /// Redis forgets where the recipient is, right after a sweep; the message comes before the
    /// next.
    static void lostRoute(Stage stage) {
        stage.restart("gateway-1", QUICK_SWEEP);
        stage.afterwards(() -> stage.restart("gateway-1", SLOW_SWEEP));
        var bob = stage.device("bob");
        bob.connect("gateway-1");
        var ann = stage.device("ann").connect("gateway-2");
        stage.setRoute(bob, "");
        stage.give(() -> !stage.route(bob).isEmpty());

        stage.setRoute(bob, "");
        ann.ask("m-1", bob.user(), "while the route is lost");

        stage.give(() -> bob.has("while the route is lost"));
    }

    /// A device connects again, elsewhere; the connection before ends then.
    static void displaced(Stage stage) {
        var bob = stage.device("bob");
        var first = bob.connect("gateway-1");
        bob.connect("gateway-2");

        stage.give(first::closed);
    }

    /// The same, but the older connection's gateway does not hear of it and has to find out.
    static void displacedUnheard(Stage stage) {
        stage.restart("gateway-1", QUICK_SWEEP);
        stage.afterwards(() -> stage.restart("gateway-1", SLOW_SWEEP));
        var bob = stage.device("bob");
        var first = bob.connect("gateway-1");
        stage.link("gateway-1", "kafka").become(Conditions.BLACK_HOLE);
        stage.afterwards(() -> restoreKafka(stage, "gateway-1"));
        bob.connect("gateway-2");

        stage.give(first::closed);
    }

    /// What was open would go on waiting for what was swallowed.
    private static void restoreKafka(Stage stage, String service) {
        stage.link(service, "kafka").become(Conditions.CLEAR);
        stage.link(service, "kafka").reset(1);
    }
}
