package dev.godwit.checker.client;

import dev.godwit.checker.Target;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.wire.HttpApi;
import dev.godwit.checker.wire.Tokens;
import dev.godwit.checker.workload.Bodies;
import dev.godwit.checker.workload.Person;
import dev.godwit.checker.workload.Workload;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What all devices of one client process share. Thread-safe.
final class Stage implements AutoCloseable {
    private static final Duration HTTP_PATIENCE = Duration.ofSeconds(8);
    private static final int READ_BACKS_AT_ONCE = 32;

    final Target target;
    final Workload workload;
    final HistoryWriter history;
    final int incarnation;
    final Tokens tokens;
    final Bodies bodies;
    final HttpApi http = new HttpApi(HTTP_PATIENCE);
    final Tally tally = new Tally();
    final Semaphore readBacks = new Semaphore(READ_BACKS_AT_ONCE);

    private final AtomicLong connections = new AtomicLong();
    private final Set<String> usersHere;
    private volatile boolean quiescing;

    Stage(
            Target target,
            Workload workload,
            List<Person> people,
            HistoryWriter history,
            int incarnation) {
        this.target = target;
        this.workload = workload;
        this.history = history;
        this.incarnation = incarnation;
        this.tokens =
                new Tokens(target.tokenSecret(), target.tokenIssuer(), target.tokenAudience());
        this.bodies = new Bodies(workload.seed(), target.run());
        this.usersHere = people.stream().map(Person::user).collect(Collectors.toSet());
    }

    long nextConnection() {
        return connections.incrementAndGet();
    }

    boolean isHere(String user) {
        return usersHere.contains(user);
    }

    boolean quiescing() {
        return quiescing;
    }

    void quiesce() {
        quiescing = true;
    }

    URI anyService(RandomGenerator random) {
        return target.http().get(random.nextInt(target.http().size()));
    }

    /// Through the links that a device has; not the one it just failed with, where there is
    /// another.
    URI anyGateway(boolean badLink, String failed, RandomGenerator random) {
        var all =
                badLink && !target.badGateways().isEmpty()
                        ? target.badGateways()
                        : target.gateways();
        var others = all.stream().filter(uri -> !uri.toString().equals(failed)).toList();
        var choice = others.isEmpty() ? all : others;
        return choice.get(random.nextInt(choice.size()));
    }

    @Override
    public void close() {
        http.close();
        history.close();
    }
}
