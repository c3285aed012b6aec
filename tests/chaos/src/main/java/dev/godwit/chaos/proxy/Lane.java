package dev.godwit.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// One direction of one connection: a queue in arrival order, whose head leaves when it is due, the
/// passage is open and the receiver takes it.
///
/// Where nothing is spoiled and nothing waits, bytes go straight through. Confined to the link's
/// event loop.
final class Lane {
    /// Bytes of buffers that one lane holds before it stops reading; one read of 16 KiB and what
    /// Netty queues for the socket (48 KiB) come on top.
    static final int MOST_HELD = 256 * 1024;

    private static final long NEVER = Long.MAX_VALUE;

    private final Connection connection;
    private final EventLoop loop;
    private final Meter.Direction meter;
    private final Delays delays;
    private final Gauge gauge;
    private final ArrayDeque<Held> line = new ArrayDeque<>();
    private @Nullable SocketChannel from;
    private @Nullable SocketChannel to;
    private Flow flow = Flow.CLEAR;
    private boolean clear = true;
    private int held;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt = NEVER;
    private boolean unflushed;
    private boolean heardEnd;
    private boolean ended;
    private boolean lost;

    /// What waits until `due` (nanoseconds): bytes that take `cost` of memory, or the direction's
    /// end.
    private record Held(ByteBuf bytes, int cost, @Nullable Ending end, long due) {}

    Lane(Connection connection, EventLoop loop, Meter.Direction meter, SplittableRandom random) {
        this.connection = connection;
        this.loop = loop;
        this.meter = meter;
        this.delays = new Delays(random.split());
        this.gauge = new Gauge(random.split());
    }

    void from(SocketChannel channel) {
        from = channel;
        adjustReading();
    }

    void to(SocketChannel channel) {
        to = channel;
        drain();
    }

    void become(Flow changed) {
        flow = changed;
        clear = changed.isClear();
        gauge.become(changed);
        if (!healedWithLoss()) drain();
    }

    boolean isOpen() {
        return flow.passage() == Passage.OPEN;
    }

    /// Something vanished here, and the passage no longer swallows.
    boolean healedWithLoss() {
        return lost && flow.passage() != Passage.SWALLOWED;
    }

    boolean hasHeardEnd() {
        return heardEnd;
    }

    /// The end was heard, and told or swallowed.
    boolean isEnded() {
        return ended;
    }

    void received(ByteBuf bytes) {
        if (heardEnd) {
            bytes.release();
        } else if (clear && line.isEmpty() && to != null && to.isWritable()) {
            pass(to, bytes);
        } else {
            hold(bytes, null);
        }
    }

    void ended(Ending ending) {
        if (heardEnd) return;
        hold(Unpooled.EMPTY_BUFFER, ending);
        heardEnd = true;
        drain();
        connection.settle();
    }

    /// Lets out what may leave now, and comes back when the next may.
    void drain() {
        for (var head = line.peek(); head != null && leaves(head); ) head = line.peek();
        if (unflushed && to != null) {
            unflushed = false;
            to.flush();
        }
        adjustReading();
    }

    /// Forgets what waits, for good.
    void drop() {
        heardEnd = true;
        ended = true;
        while (!line.isEmpty()) remove().release();
        if (timer != null) timer.cancel(false);
    }

    private void hold(ByteBuf bytes, @Nullable Ending end) {
        held += bytes.capacity();
        line.add(new Held(bytes, bytes.capacity(), end, delays.due(System.nanoTime(), flow)));
    }

    private ByteBuf remove() {
        var head = line.remove();
        held -= head.cost;
        return head.bytes;
    }

    private boolean leaves(Held head) {
        return switch (flow.passage()) {
            case STALLED -> false;
            case SWALLOWED -> {
                lost = true;
                meter.swallowed().add(head.bytes.readableBytes());
                yield vanishes(head);
            }
            case OPEN -> {
                if (to == null) yield false;
                yield to.isOpen() ? goesOn(head, to) : vanishes(head);
            }
        };
    }

    private boolean vanishes(Held head) {
        remove().release();
        if (head.end != null) {
            ended = true;
            connection.settle();
        }
        return true;
    }

    private boolean goesOn(Held head, SocketChannel to) {
        var now = System.nanoTime();
        var at = head.due - now > 0 ? head.due : now;
        if (head.end == null && gauge.freeAt(now) - at > 0) at = gauge.freeAt(now);
        if (at - now > 0) {
            wakeAt(at, now);
            return false;
        }
        if (head.end != null) {
            remove();
            tell(to, head.end);
            return true;
        }
        return to.isWritable() && piecePasses(head, to, now);
    }

    private boolean piecePasses(Held head, SocketChannel to, long now) {
        var piece = gauge.piece(head.bytes.readableBytes());
        pass(
                to,
                piece == head.bytes.readableBytes()
                        ? remove()
                        : head.bytes.readRetainedSlice(piece));
        gauge.passed(piece, now);
        if (gauge.cuts()) {
            unflushed = false;
            to.flush();
            connection.cut(flow.cut().ending());
        }
        return true;
    }

    private void pass(SocketChannel to, ByteBuf bytes) {
        meter.passed().add(bytes.readableBytes());
        unflushed = true;
        var _ = to.write(bytes, to.voidPromise());
    }

    /// A close waits for what was written before it; a reset does not.
    private void tell(SocketChannel to, Ending ending) {
        switch (ending) {
            case RESET -> connection.end(Ending.RESET);
            case CLOSE ->
                    to.writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(_ -> {
                                if (to.isOpen()) shut(to);
                                ended = true;
                                connection.settle();
                            });
        }
    }

    /// Where this fails the socket is gone, which its own handler hears.
    private static void shut(SocketChannel to) {
        var _ = to.shutdownOutput();
    }

    private void adjustReading() {
        if (from != null && from.isOpen()) from.config().setAutoRead(held < MOST_HELD);
    }

    private void wakeAt(long at, long now) {
        if (timerAt != NEVER && timerAt - at <= 0) return;
        if (timer != null) timer.cancel(false);
        timerAt = at;
        timer = loop.schedule(this::wake, at - now, TimeUnit.NANOSECONDS);
    }

    private void wake() {
        timerAt = NEVER;
        drain();
    }
}
