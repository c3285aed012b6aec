package dev.godwit.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1_000_000})
    void findsTheSameFramesHoweverTheBytesCome(int chunk) {
        var texts = List.of("a", "b".repeat(125), "c".repeat(126), "d".repeat(70_000), "");
        var bytes = Unpooled.buffer();
        bytes.writeCharSequence("HTTP/1.1 101 x\r\nA: b\r\n\r\n", StandardCharsets.US_ASCII);
        for (var text : texts) bytes.writeBytes(encoded(new TextWebSocketFrame(text)));

        var upgraded = false;
        var found = new ArrayList<String>();
        while (bytes.isReadable()) {
            reader.append(bytes.readSlice(Math.min(chunk, bytes.readableBytes())));
            if (!upgraded) upgraded = !reader.httpHead().isEmpty();
            while (upgraded && reader.next())
                found.add(new String(reader.payload(), StandardCharsets.UTF_8));
        }

        assertThat(found).isEqualTo(texts);
    }

    @Test
    void tellsKindsApartAndWhyItWasClosed() {
        reader.append(encoded(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1, 2}))));
        reader.append(encoded(new CloseWebSocketFrame(4409, "elsewhere")));

        assertThat(reader.next()).isTrue();
        assertThat(reader.opcode()).isEqualTo(FrameReader.PING);
        assertThat(reader.payload()).containsExactly(1, 2);
        assertThat(reader.next()).isTrue();
        assertThat(reader.opcode()).isEqualTo(FrameReader.CLOSE);
        assertThat(reader.closeReason()).isEqualTo("4409 elsewhere");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void refusesFragments() {
        reader.append(encoded(new TextWebSocketFrame(false, 0, "half")));

        assertThatThrownBy(reader::next).isInstanceOf(Unreadable.class);
    }

    private static ByteBuf encoded(WebSocketFrame frame) {
        var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        channel.writeOutbound(frame);
        var all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound())
            all.writeBytes(part);
        channel.finishAndReleaseAll();
        return all;
    }
}
