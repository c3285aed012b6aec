package dev.godwit.bench.load;

import dev.godwit.bench.ledger.Violation;
import dev.godwit.bench.ledger.Violations;
import dev.godwit.bench.usage.Usage;
import dev.godwit.bench.usage.UsageMeter;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The load generator: connects a cast, lets it talk as the plan says, and judges. Used by one
/// thread, once.
public final class Generator implements AutoCloseable {
    /// The name its event loops' threads begin with.
    public static final String THREADS = "generator";

    private static final int CONNECTING_AT_ONCE = 100;
    private static final long CONNECT_SECONDS = 20;
    private static final long HEAD_START_NANOS = 100_000_000;

    private final LoadPlan plan;
    private final LongSupplier clock;
    private final Violations violations = new Violations();
    private final MultiThreadIoEventLoopGroup group;
    private final List<LoadLoop> loops = new ArrayList<>();

    /// `clock`: monotonic nanoseconds.
    public Generator(LoadPlan plan, LongSupplier clock) {
        this.plan = plan;
        this.clock = clock;
        this.group =
                new MultiThreadIoEventLoopGroup(
                        plan.loops(),
                        new DefaultThreadFactory(THREADS, true),
                        EpollIoHandler.newFactory());
        for (var i = 0; i < plan.loops(); i++)
            loops.add(new LoadLoop(group.next(), plan, violations, clock));
    }

    /// Connects everyone and waits until each is live.
    public void connect(Cast cast) throws InterruptedException {
        var people = cast.participants();
        var connecting = new ArrayList<CompletableFuture<Void>>();
        for (var pair = 0; pair < plan.pairs(); pair++) {
            var loop = loops.get(pair % loops.size());
            for (var user : loop.add(people.get(2 * pair), people.get(2 * pair + 1)))
                connecting.add(connect(loop, user));
            if (connecting.size() < CONNECTING_AT_ONCE) continue;
            await(connecting);
            connecting.clear();
        }
        await(connecting);
    }

    /// Runs the plan from its first message to the end of the drain.
    public Outcome run(UsageMeter meter) throws InterruptedException {
        return run(meter, window -> {});
    }

    /// `beginning` is told what will be measured, before the first message.
    public Outcome run(UsageMeter meter, Consumer<Window> beginning) throws InterruptedException {
        var start = clock.getAsLong() + HEAD_START_NANOS;
        beginning.accept(window(plan, start));
        for (var loop : loops) loop.loop().execute(() -> loop.start(start));
        sleepUntil(start + plan.warmup().toNanos());
        var before = meter.read();
        sleepUntil(start + plan.length().toNanos());
        var usage = Usage.between(before, meter.read());
        for (var name : usage.gone()) violations.add(Violation.PROCESS_ENDED, name);
        await(loops.stream().map(LoadLoop::done).toList());
        await(loops.stream().map(Generator::closing).toList());
        var total = new Tally();
        loops.forEach(loop -> total.add(loop.tally()));
        return new Outcome(total, usage, violations);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    static Window window(LoadPlan plan, long start) {
        return new Window(
                start + plan.warmup().toNanos(),
                start + plan.length().toNanos(),
                plan.alternation().toNanos());
    }

    private CompletableFuture<Void> connect(LoadLoop loop, UserConnection user) {
        var gateway = user.participant().gateway();
        if (!"ws".equals(gateway.getScheme()))
            throw new LoadFailed(gateway + ": not measured (expected: ws://, without TLS)");
        var connected =
                new Bootstrap()
                        .group(loop.loop())
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(user)
                        .connect(gateway.getHost(), gateway.getPort());
        connected.addListener((ChannelFuture tried) -> {
            if (!tried.isSuccess())
                user.live().completeExceptionally(new LoadFailed(gateway + ": " + tried.cause()));
        });
        return user.live();
    }

    private static CompletableFuture<Void> closing(LoadLoop loop) {
        return CompletableFuture.runAsync(loop::close, loop.loop());
    }

    private void await(List<CompletableFuture<Void>> all) throws InterruptedException {
        var patience = plan.drain().toSeconds() + CONNECT_SECONDS;
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(patience, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoadFailed failed) throw failed;
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new LoadFailed("no answer within " + patience + " s");
        }
    }

    private void sleepUntil(long nanos) throws InterruptedException {
        var left = nanos - clock.getAsLong();
        if (left > 0) TimeUnit.NANOSECONDS.sleep(left);
    }
}
