package dev.godwit.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameDecoder;
import dev.godwit.protocol.Limits;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/// Reads what the bench writes with Netty's WebSocket decoder and the product's frame decoder.
class ClientFramesTest {
    private static final UnpooledByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 100, 1000, 16_384})
    void aSendCarriesABodyThatIsIntact(int length) throws Exception {
        var frames = new ClientFrames(6, "bob", length);

        var send = (ClientFrame.Send) read(frames.send(HEAP, 31, 123_456_789_012L));

        assertThat(send.to().value()).isEqualTo("bob");
        assertThat(send.id().value()).isEqualTo("0000001f");
        assertThat(Body.counter(span(send.body()))).isEqualTo(31);
        assertThat(Body.intact(span(send.body()), length, 123_456_789_012L, 6, 31)).isTrue();
    }

    @Test
    void everyChangedByteOfABodyShows() throws Exception {
        var frames = new ClientFrames(6, "bob", 100);
        var body = ((ClientFrame.Send) read(frames.send(HEAP, 31, 5))).body();

        for (var i = 0; i < body.length(); i++) {
            var changed = body.substring(0, i) + '~' + body.substring(i + 1);
            assertThat(Body.intact(span(changed), 100, 5, 6, 31)).isFalse();
        }
        assertThat(Body.intact(span(body.substring(1)), 100, 5, 6, 31)).isFalse();
        assertThat(Body.intact(span(body), 100, 5, 7, 31)).isFalse();
        assertThat(Body.intact(span(body), 100, 5, 6, 32)).isFalse();
        assertThat(Body.intact(span(body), 100, 6, 6, 31)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 99, 100, 121, Long.MAX_VALUE})
    void anAckNamesItsPosition(long n) throws Exception {
        var frames = new ClientFrames(6, "bob", 100);

        assertThat(read(frames.ack(HEAP, n))).isEqualTo(new ClientFrame.Ack(n));
        assertThat(read(frames.ack(HEAP, 3))).isEqualTo(new ClientFrame.Ack(3));
    }

    private static ClientFrame read(ByteBuf bytes) throws Exception {
        var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 16));
        channel.writeInbound(bytes);
        TextWebSocketFrame frame = channel.readInbound();
        try {
            var json = frame.text().getBytes(StandardCharsets.UTF_8);
            return new ClientFrameDecoder(Limits.MAX_BODY_BYTES).decode(json, 0, json.length);
        } finally {
            frame.release();
            channel.finishAndReleaseAll();
        }
    }

    private static Span span(String text) {
        var span = new Span();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        span.set(bytes, 0, bytes.length);
        return span;
    }
}
