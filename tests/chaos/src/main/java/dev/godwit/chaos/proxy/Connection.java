package dev.godwit.chaos.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// One connection through a link: the client's socket, the target's, and a lane each way.
///
/// The target is called when the way there is open; until then what the client says is held or
/// vanishes. Confined to the link's event loop.
final class Connection {
    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(16 * 1024, 32 * 1024);
    private static final int LARGEST_READ = 16 * 1024;

    private final SocketChannel client;
    private final InetSocketAddress address;
    private final Meter meter;
    private final Consumer<Connection> left;
    private final Lane forth;
    private final Lane back;
    private @Nullable SocketChannel target;
    private boolean over;

    Connection(
            SocketChannel client,
            InetSocketAddress address,
            Meter meter,
            long seed,
            Consumer<Connection> left) {
        this.client = client;
        this.address = address;
        this.meter = meter;
        this.left = left;
        var random = new SplittableRandom(seed);
        this.forth = new Lane(this, client.eventLoop(), meter.forth, random.split());
        this.back = new Lane(this, client.eventLoop(), meter.back, random.split());
    }

    void begin(Conditions conditions) {
        prepare(client);
        client.pipeline().addLast(new Side(back, forth));
        back.to(client);
        become(conditions);
        forth.from(client);
    }

    void become(Conditions conditions) {
        forth.become(conditions.forth());
        back.become(conditions.back());
        if (over) return;
        if (forth.healedWithLoss() || back.healedWithLoss()) {
            reset();
        } else if (target == null && forth.isOpen()) {
            call();
        }
    }

    /// Both sides get an RST.
    void reset() {
        if (over) return;
        meter.reset.increment();
        end(Ending.RESET);
    }

    void cut(Ending ending) {
        if (over) return;
        meter.cut.increment();
        end(ending);
    }

    /// Ends both sides at once; what is held is dropped.
    void end(Ending ending) {
        if (over) return;
        over = true;
        forth.drop();
        back.drop();
        close(client, ending);
        if (target != null) close(target, ending);
        left.accept(this);
    }

    /// Over when both directions are, or when the client left before the target was called.
    void settle() {
        var gaveUp = target == null && forth.hasHeardEnd();
        if (gaveUp || (forth.isEnded() && back.isEnded())) end(Ending.CLOSE);
    }

    private void call() {
        var call =
                new Bootstrap()
                        .group(client.eventLoop())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .handler(new Side(forth, back))
                        .connect(address);
        var called = (SocketChannel) call.channel();
        target = called;
        prepare(called);
        call.addListener((ChannelFuture future) -> answered(future, called));
    }

    private void answered(ChannelFuture call, SocketChannel called) {
        if (over) {
            close(called, Ending.RESET);
        } else if (call.isSuccess()) {
            back.from(called);
            forth.to(called);
        } else {
            meter.unreachable.increment();
            back.ended(Ending.RESET);
        }
    }

    private static void prepare(SocketChannel channel) {
        channel.config()
                .setTcpNoDelay(true)
                .setAllowHalfClosure(true)
                .setWriteBufferWaterMark(WATER_MARKS)
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2048, LARGEST_READ));
    }

    private static void close(SocketChannel channel, Ending ending) {
        if (!channel.isOpen()) return;
        if (ending == Ending.RESET) channel.config().setSoLinger(0);
        var _ = channel.close();
    }
}
