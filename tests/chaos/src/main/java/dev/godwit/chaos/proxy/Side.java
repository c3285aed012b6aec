package dev.godwit.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/// One socket of a connection: what it hears goes into one lane, what it is told comes out of the
/// other. On the link's event loop.
final class Side extends ChannelInboundHandlerAdapter {
    private final Lane told;
    private final Lane heard;

    Side(Lane told, Lane heard) {
        this.told = told;
        this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        heard.received((ByteBuf) bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        heard.drain();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) told.drain();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) heard.ended(Ending.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        heard.ended(Ending.RESET);
        var _ = context.close();
    }

    /// Without an end before, it broke off.
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        heard.ended(Ending.RESET);
        told.drain();
    }
}
