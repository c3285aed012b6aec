package dev.godwit.bench.load;

import dev.godwit.bench.ledger.Stream;
import dev.godwit.bench.ledger.Violation;
import dev.godwit.bench.ledger.Violations;
import dev.godwit.bench.wire.Body;
import dev.godwit.bench.wire.ClientFrames;
import dev.godwit.bench.wire.FrameReader;
import dev.godwit.bench.wire.FrameScanner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// One user's connection: sends when told to, notes every answer and every message in the pair's
/// ledger, and acknowledges once for all that one read brought. Runs on its pair's event loop.
final class UserConnection extends ChannelInboundHandlerAdapter {
    private static final String DEVICE = "bench";

    private final Participant me;
    private final Stream outgoing;
    private final Stream incoming;
    private final int bodyBytes;
    private final Tally tally;
    private final Violations violations;
    private final LongSupplier clock;
    private final ClientFrames frames;
    private final FrameReader reader = new FrameReader();
    private final FrameScanner scanner = new FrameScanner();
    private final CompletableFuture<Void> live = new CompletableFuture<>();
    private @Nullable ChannelHandlerContext context;
    private boolean upgraded;
    private boolean leaving;
    private long received;
    private long acked;

    UserConnection(
            Participant me,
            Stream outgoing,
            Stream incoming,
            int bodyBytes,
            Tally tally,
            Violations violations,
            LongSupplier clock) {
        this.me = me;
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.bodyBytes = bodyBytes;
        this.tally = tally;
        this.violations = violations;
        this.clock = clock;
        this.frames = new ClientFrames(me.index(), me.peer(), bodyBytes);
    }

    Participant participant() {
        return me;
    }

    /// Done once the server said `live`.
    CompletableFuture<Void> live() {
        return live;
    }

    /// A message that is sent late is still one of its intended time.
    void send(long intended) {
        var ctx = context;
        if (ctx == null) return; // disconnected: noted when that happened
        var message = outgoing.sent(intended);
        flush(ctx, frames.send(ctx.alloc(), message, intended));
        tally.sent(intended, clock.getAsLong());
    }

    /// From here on a closed connection is as it should be.
    void leave() {
        leaving = true;
        if (context != null) context.close().addListener(ignored -> context = null);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        flush(ctx, ByteBufUtil.writeAscii(ctx.alloc(), Upgrade.request(me, DEVICE)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        var in = (ByteBuf) bytes;
        try {
            reader.append(in);
        } finally {
            in.release();
        }
        if (!upgraded && !upgrade()) return;
        while (reader.next())
            switch (reader.opcode()) {
                case FrameReader.TEXT -> frame();
                case FrameReader.PING -> flush(ctx, frames.pong(ctx.alloc(), reader.payload()));
                case FrameReader.CLOSE -> fail("closed by the server: " + reader.closeReason());
                default -> fail("opcode " + reader.opcode());
            }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (received == acked) return;
        acked = received;
        flush(ctx, frames.ack(ctx.alloc(), acked));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        context = null;
        fail("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause.toString());
        if (context != null) context.close().addListener(ignored -> context = null);
    }

    private boolean upgrade() {
        var head = reader.httpHead();
        if (head.isEmpty()) return false;
        upgraded = Upgrade.accepted(head);
        if (!upgraded) fail(head.lines().findFirst().orElse("") + " " + reader.rest());
        return upgraded;
    }

    private void frame() {
        switch (reader.scan(scanner)) {
            case MESSAGE -> message();
            case ACCEPTED -> accepted();
            case ERROR -> error();
            case LIVE -> live.complete(null);
            case GOAWAY -> fail("goaway");
            case RECEIPT, WELCOME, OTHER -> {}
        }
    }

    private void message() {
        var now = clock.getAsLong();
        entry(scanner.n());
        var message = Body.counter(scanner.body());
        if (!intact(message)) {
            violations.add(
                    Violation.ALTERED, "%s: the body of n %d".formatted(me.user(), scanner.n()));
            return;
        }
        incoming.delivered(message, scanner.seq());
        tally.delivered(incoming.intended(message), now);
    }

    /// The log's entries come one by one.
    private void entry(long n) {
        if (n != received + 1)
            violations.add(
                    n <= received ? Violation.DISORDERED : Violation.HOLE,
                    "%s: n %d after %d".formatted(me.user(), n, received));
        received = Math.max(received, n);
    }

    private boolean intact(int message) {
        return incoming.knows(message)
                && Body.intact(
                        scanner.body(),
                        bodyBytes,
                        incoming.intended(message),
                        me.index() ^ 1,
                        message)
                && ClientFrames.counter(scanner.id()) == message;
    }

    private void accepted() {
        if (scanner.n() > 0) entry(scanner.n());
        var message = ClientFrames.counter(scanner.id());
        if (!outgoing.knows(message)) {
            violations.add(Violation.ALTERED, me.user() + ": accepted id " + scanner.id());
            return;
        }
        outgoing.accepted(message, scanner.seq());
        tally.accepted(outgoing.intended(message), clock.getAsLong());
    }

    private void error() {
        var code = scanner.code().toString();
        tally.error(code);
        var message = ClientFrames.counter(scanner.id());
        if (!outgoing.knows(message)) return;
        if (code.equals("unavailable")) outgoing.unknown(message);
        else outgoing.refused(message);
    }

    private void fail(String reason) {
        var what = me.user() + " at " + me.gateway() + ": " + reason;
        if (live.completeExceptionally(new LoadFailed(what)) || leaving) return;
        violations.add(Violation.DISCONNECTED, what);
        leaving = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught
    private static void flush(ChannelHandlerContext ctx, ByteBuf bytes) {
        ctx.writeAndFlush(bytes, ctx.voidPromise());
    }
}
