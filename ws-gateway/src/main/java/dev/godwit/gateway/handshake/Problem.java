package dev.godwit.gateway.handshake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/// An error over HTTP (RFC 9457).
record Problem(String type, String title, int status, String detail) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FullHttpResponse response(HttpResponseStatus status, String detail) {
        var problem = new Problem("about:blank", status.reasonPhrase(), status.code(), detail);
        var body = Unpooled.wrappedBuffer(problem.json());
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        explain(response, status);
        return response;
    }

    /// The headers that a status is to come with.
    private static void explain(FullHttpResponse response, HttpResponseStatus status) {
        var headers = response.headers();
        if (status.equals(HttpResponseStatus.UNAUTHORIZED))
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED))
            headers.set(HttpHeaderNames.ALLOW, "GET");
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED))
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE))
            headers.set(HttpHeaderNames.RETRY_AFTER, "1");
    }

    private byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
