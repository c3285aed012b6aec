package dev.godwit.gateway.handshake;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.connection.Authenticator;
import dev.godwit.protocol.CloseCode;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns one HTTP request into a WebSocket, or refuses it. Runs on the channel's event loop; the
/// token is verified elsewhere meanwhile.
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeHandler.class);

    private final UpgradeRules rules;
    private final Authenticator authenticator;
    private final Acceptor acceptor;
    private final HandshakeMetrics metrics;
    private final int maxFrameBytes;
    private boolean asked;

    UpgradeHandler(
            UpgradeRules rules,
            Authenticator authenticator,
            Acceptor acceptor,
            HandshakeMetrics metrics,
            int maxFrameBytes) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.acceptor = acceptor;
        this.metrics = metrics;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked) return; // a second request while the first is answered: nobody asked for that
        asked = true;
        switch (rules.judge(request)) {
            case Upgrade.Refused(var status, var why) -> refuse(context, status, why);
            case Upgrade.Asked upgrade -> authenticate(context, request.retain(), upgrade);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.atDebug().setCause(cause).log("handshake failed");
        cutOff(context);
    }

    private void authenticate(
            ChannelHandlerContext context, FullHttpRequest request, Upgrade.Asked upgrade) {
        var _ =
                authenticator
                        .authenticate(upgrade.token())
                        .whenCompleteAsync(
                                (verified, _) -> {
                                    try (var _ = (AutoCloseable) request::release) {
                                        decide(context, request, upgrade, verified);
                                    } catch (Exception e) {
                                        exceptionCaught(context, e);
                                    }
                                },
                                context.executor());
    }

    private void decide(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Upgrade.Asked upgrade,
            @Nullable Verification verification) {
        if (!context.channel().isActive()) return;
        switch (verification) {
            case null ->
                    refuse(
                            context,
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            "the token cannot be checked at the moment");
            case Verification.Valid(var identity) ->
                    upgrade(context, request, () -> enter(context, identity, upgrade));
            case Verification.Refused(var why) -> {
                if (upgrade.inHeader()) {
                    refuse(context, HttpResponseStatus.UNAUTHORIZED, why);
                    return;
                }
                metrics.handshakeRefused(HttpResponseStatus.UNAUTHORIZED.code());
                upgrade(context, request, () -> sendOff(context));
            }
        }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, Runnable then) {
        var frames =
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxFrameBytes)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false) // the last handler closes, and once
                        .withUTF8Validator(false)
                        .build();
        // Netty looks at the first line of offers only; the rules have looked at all of them.
        request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, UpgradeRules.SUBPROTOCOL);
        try {
            var _ =
                    new WebSocketServerHandshaker13(null, UpgradeRules.SUBPROTOCOL, frames)
                            .handshake(context.channel(), request)
                            .addListener(done -> {
                                if (done.isSuccess() && context.channel().isActive()) {
                                    context.pipeline().remove(SingleRequestHandler.class);
                                    then.run();
                                } else {
                                    cutOff(context);
                                }
                            });
        } catch (WebSocketHandshakeException e) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void enter(ChannelHandlerContext context, Identity identity, Upgrade.Asked upgrade) {
        var pipeline = context.pipeline();
        pipeline.remove(HandshakeDeadline.class);
        pipeline.addLast("utf8", new Utf8FrameValidator(false));
        acceptor.accept(context.channel(), identity, upgrade.device());
        pipeline.remove(this);
    }

    /// The deadline stays: a client that does not answer the close frame is cut off.
    private void sendOff(ChannelHandlerContext context) {
        context.pipeline()
                .addLast("send off", new RejectingHandler(CloseCode.UNAUTHENTICATED))
                .remove(this);
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String why) {
        metrics.handshakeRefused(status.code());
        var _ =
                context.writeAndFlush(Problem.response(status, why))
                        .addListener(ChannelFutureListener.CLOSE);
    }

    private static void cutOff(ChannelHandlerContext context) {
        var _ = context.close();
    }
}
