package dev.godwit.chaos.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// The one way from some processes to another: whoever connects to `address` talks to `target`,
/// under conditions that change while it runs.
///
/// Its connections live on one event loop, where everything that is not final here is confined.
/// Public methods are for every other thread: they return when what they order has happened. A
/// connection holds at most [Lane#MOST_HELD] bytes in each direction, then it stops reading; what
/// is delayed counts.
public final class Link implements AutoCloseable {
    private final String name;
    private final EventLoop loop;
    private final InetSocketAddress target;
    private final Random random;
    private final Meter meter = new Meter();
    private final AtomicInteger open = new AtomicInteger();
    private final Entry entry;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private Conditions forNew = Conditions.CLEAR;

    Link(
            String name,
            EventLoop loop,
            InetSocketAddress listen,
            InetSocketAddress target,
            long seed) {
        this.name = name;
        this.loop = loop;
        this.target = target;
        this.random = new Random(seed);
        this.entry = new Entry(loop, listen, this::entered);
    }

    void open() {
        entry.become(Entrance.OPEN);
    }

    public String name() {
        return name;
    }

    /// Where it listens; the same for as long as the link lives.
    public InetSocketAddress address() {
        return entry.address();
    }

    public InetSocketAddress target() {
        return target;
    }

    public void become(Conditions conditions) {
        become(conditions, Affects.EVERYONE);
    }

    /// The entrance is for new connections alone.
    public void become(Conditions conditions, Affects whom) {
        if (whom != Affects.OPEN_CONNECTIONS) entry.become(conditions.entrance());
        onLoop(() -> {
            if (whom != Affects.OPEN_CONNECTIONS) forNew = conditions;
            if (whom != Affects.NEW_CONNECTIONS) {
                new ArrayList<>(connections).forEach(each -> each.become(conditions));
            }
            return conditions;
        });
    }

    /// What new connections meet.
    public Conditions conditions() {
        return onLoop(() -> forNew);
    }

    /// Changes a random share of the connections that are there now, and answers how many that are.
    public int become(Conditions conditions, double share) {
        return onLoop(() -> {
            var some = some(share);
            some.forEach(each -> each.become(conditions));
            return some.size();
        });
    }

    /// Ends a random share of the connections with an RST to both sides, and answers how many.
    public int reset(double share) {
        return onLoop(() -> {
            var some = some(share);
            some.forEach(Connection::reset);
            return some.size();
        });
    }

    public Traffic traffic() {
        return meter.traffic(open.get());
    }

    /// Stops listening and resets what is connected.
    @Override
    public void close() {
        entry.become(Entrance.REFUSED);
        reset(1);
    }

    private List<Connection> some(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0..1)");
        }
        var all = new ArrayList<>(connections);
        Collections.shuffle(all, random);
        return new ArrayList<>(all.subList(0, (int) Math.round(share * all.size())));
    }

    private void entered(SocketChannel client) {
        meter.accepted.increment();
        var connection = new Connection(client, target, meter, random.nextLong(), this::left);
        connections.add(connection);
        open.incrementAndGet();
        connection.begin(forNew);
    }

    private void left(Connection connection) {
        if (connections.remove(connection)) open.decrementAndGet();
    }

    private <T> T onLoop(Callable<T> task) {
        if (loop.inEventLoop()) throw new IllegalStateException(name + ": called on its own loop");
        var result = loop.submit(task).syncUninterruptibly().getNow();
        Turn.await(loop);
        return result;
    }

    @Override
    public String toString() {
        return "%s (%s → %s)".formatted(name, address(), target);
    }
}
