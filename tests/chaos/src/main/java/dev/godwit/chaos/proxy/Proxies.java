package dev.godwit.chaos.proxy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// All links of one process and the threads that serve them; each link belongs to one thread.
/// Thread-safe, but not to be called from those threads.
public final class Proxies implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops;
    private final Queue<Link> links = new ConcurrentLinkedQueue<>();

    private Proxies(MultiThreadIoEventLoopGroup loops) {
        this.loops = loops;
    }

    public static Proxies start(int threads) {
        return new Proxies(
                new MultiThreadIoEventLoopGroup(
                        threads,
                        new DefaultThreadFactory("proxy", true),
                        NioIoHandler.newFactory()));
    }

    /// Opens a clear link from `listen` (port 0: any free one) to `target`, which need not be there
    /// yet. Everything random on it follows from `seed`.
    public Link open(String name, InetSocketAddress listen, InetSocketAddress target, long seed) {
        var link = new Link(name, loops.next(), listen, target, seed);
        link.open();
        links.add(link);
        return link;
    }

    /// Resets whatever is still connected.
    @Override
    public void close() {
        links.forEach(Link::close);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
