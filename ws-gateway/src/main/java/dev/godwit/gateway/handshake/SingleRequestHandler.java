package dev.godwit.gateway.handshake;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/// Lets one request through and closes on the second: requests that nobody waits for must not make
/// answers that nobody reads. For the same reason no `Expect` is answered. Runs on the channel's
/// event loop.
final class SingleRequestHandler extends ChannelInboundHandlerAdapter {
    private boolean asked;
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (part instanceof HttpRequest request) {
            if (asked) close(context);
            asked = true;
            request.headers().remove(HttpHeaderNames.EXPECT);
        }
        if (over) ReferenceCountUtil.release(part);
        else context.fireChannelRead(part);
    }

    private void close(ChannelHandlerContext context) {
        over = true;
        var _ = context.close();
    }
}
