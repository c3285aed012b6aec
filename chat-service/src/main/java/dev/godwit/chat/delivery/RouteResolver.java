package dev.godwit.chat.delivery;

import dev.godwit.chat.delivery.DeliveryMetrics.Loss;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Where people are, as well as can be known now: what presence says, and the last known routes
/// while it says nothing. Owned by the publisher's thread; [#unwell] is thread-safe.
final class RouteResolver {
    private static final Logger LOG = LoggerFactory.getLogger(RouteResolver.class);
    private static final int TOLERATED_FAILURES = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int REMEMBERED = 20_000;
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(60);

    private final PresenceLookup presence;
    private final DeliveryMetrics metrics;
    private final LongSupplier nanoTime;
    private final CircuitBreaker breaker;
    private final RecentRoutes recent;

    RouteResolver(PresenceLookup presence, DeliveryMetrics metrics, LongSupplier nanoTime) {
        this.presence = presence;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.breaker = new CircuitBreaker(TOLERATED_FAILURES, PAUSE, nanoTime);
        this.recent = new RecentRoutes(REMEMBERED, REMEMBERED_FOR, nanoTime);
    }

    Map<UserId, Map<DeviceId, Route>> of(Set<UserId> users) {
        if (users.isEmpty()) return Map.of();
        if (!breaker.allows()) return remembered(users);
        var begin = nanoTime.getAsLong();
        try {
            var routes = presence.routes(users);
            answered();
            for (var user : users) remember(user, routes.getOrDefault(user, Map.of()));
            return routes;
        } catch (PresenceUnavailable e) {
            unanswered(e);
            return remembered(users);
        } finally {
            metrics.lookup(nanoTime.getAsLong() - begin);
        }
    }

    /// Notices a recovery although nobody asks.
    void probe() {
        if (!breaker.unwell() || !breaker.allows()) return;
        try {
            presence.probe();
            answered();
        } catch (PresenceUnavailable e) {
            unanswered(e);
        }
    }

    boolean unwell() {
        return breaker.unwell();
    }

    private void remember(UserId user, Map<DeviceId, Route> routes) {
        if (routes.isEmpty()) recent.forget(user);
        else recent.remember(user, routes);
    }

    private Map<UserId, Map<DeviceId, Route>> remembered(Set<UserId> users) {
        var routes = new HashMap<UserId, Map<DeviceId, Route>>();
        for (var user : users) {
            var known = recent.of(user);
            if (known != null) routes.put(user, known);
        }
        metrics.lost(Loss.NO_ROUTE, users.size() - routes.size());
        return routes;
    }

    private void answered() {
        if (breaker.succeeded()) LOG.atInfo().log("presence answers again");
    }

    private void unanswered(PresenceUnavailable e) {
        if (breaker.failed())
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("presence does not answer: last known routes are used");
    }
}
