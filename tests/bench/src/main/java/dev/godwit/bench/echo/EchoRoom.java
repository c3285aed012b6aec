package dev.godwit.bench.echo;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.protocol.ClientFrame.Send;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrame.Accepted;
import dev.godwit.protocol.ServerFrame.Message;
import dev.godwit.protocol.ServerFrame.Welcome;
import dev.godwit.protocol.ServerFrameEncoder;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

import java.util.HashMap;
import java.util.Map;

/// Who is connected to the echo server, and the numbers it gives. Runs on its one event loop.
final class EchoRoom {
    private static final DeviceId DEVICE = new DeviceId("echo");
    private static final long SESSION_MS = 3_600_000;
    private static final long HEARTBEAT_MS = 30_000;

    private final ServerFrameEncoder encoder = new ServerFrameEncoder();
    private final Map<UserId, Member> members = new HashMap<>();
    private final Map<Conversation, Long> seqs = new HashMap<>();
    private final Deliveries deliveries;

    EchoRoom(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    void join(UserId user, ChannelHandlerContext ctx) {
        members.put(user, new Member(ctx));
        var expiresAt = System.currentTimeMillis() + SESSION_MS;
        write(ctx, new Welcome(user, DEVICE, "echo", expiresAt, HEARTBEAT_MS, 256, 65_536));
        write(ctx, new ServerFrame.Live(0));
    }

    void leave(UserId user) {
        members.remove(user);
    }

    void send(UserId from, Send send, ChannelHandlerContext ctx) {
        var conversation = Conversation.of(from, send.to());
        long seq = seqs.merge(conversation, 1L, Long::sum);
        var at = System.currentTimeMillis();
        write(ctx, new Accepted(send.id(), send.to(), seq, at, false, 0));
        var member = members.get(send.to());
        if (member == null) return;
        var message = new Message(0, send.id(), from, send.to(), seq, at, send.kind(), send.body());
        for (var delivery : deliveries.of(message)) member.deliver(delivery);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in the client's ledger
    private void write(ChannelHandlerContext ctx, ServerFrame frame) {
        var bytes = Unpooled.wrappedBuffer(encoder.encode(frame));
        ctx.writeAndFlush(new TextWebSocketFrame(bytes), ctx.voidPromise());
    }

    private final class Member {
        private final ChannelHandlerContext ctx;
        private long n;

        Member(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        void deliver(Message message) {
            n++;
            write(
                    ctx,
                    new Message(
                            n,
                            message.id(),
                            message.from(),
                            message.to(),
                            message.seq(),
                            message.at(),
                            message.kind(),
                            message.body()));
        }
    }

    private record Conversation(UserId low, UserId high) {
        static Conversation of(UserId one, UserId other) {
            return one.compareTo(other) < 0
                    ? new Conversation(one, other)
                    : new Conversation(other, one);
        }
    }
}
