package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.TokenBucket;
import dev.godwit.internalapi.SendBatch;

/// What comes from one client, and when no more of it is read: what is not read waits in the
/// socket's buffer, and then with the client. Runs on the connection's event loop.
final class InboundFlowControl {
    private static final int BYTES_PER_FRAME = 1024;

    /// What sends without an answer may take in memory, give or take one read, before the next one
    /// waits in the socket.
    private static final int MAX_BYTES_IN_FLIGHT = 64 * 1024;

    /// What a send takes besides its body.
    private static final int SEND_BYTES = 512;

    private final ConnectionLoop loop;
    private final FrameSink out;
    private final int maxSends;
    private final TokenBucket frames;
    private final TokenBucket kibibytes;
    private int sends;
    private int bytes;
    private boolean slowedDown;
    private boolean stopping;

    InboundFlowControl(ConnectionConfig settings, ConnectionLoop loop, FrameSink out) {
        this.loop = loop;
        this.out = out;
        this.maxSends = settings.sendsInFlight();
        this.frames = bucket(settings, loop.nanoTime());
        this.kibibytes = bucket(settings, loop.nanoTime());
    }

    /// Every frame counts, whatever becomes of it: false once there are too many. Too many bytes
    /// only have to wait: one frame of the allowed number may have a KiB of them.
    boolean takes(int frameBytes, long now) {
        if (frames.take(now) > 0) return false;
        var wait = kibibytes.spend(frameBytes / BYTES_PER_FRAME, now);
        if (wait > 0) slowDown(wait);
        return true;
    }

    void sent(SendBatch.Item send) {
        sends++;
        bytes += bytes(send);
        review();
    }

    void answered(SendBatch.Item send) {
        sends--;
        bytes -= bytes(send);
        review();
    }

    /// Nothing is read any more.
    void stop() {
        stopping = true;
        review();
    }

    /// Nothing is read any more, and all that was is answered.
    boolean stopped() {
        return stopping && sends == 0;
    }

    /// A client that does not take its answers, or has too many due, is not read from.
    void review() {
        out.readFrom(
                !stopping
                        && !slowedDown
                        && out.writable()
                        && bytes < MAX_BYTES_IN_FLIGHT
                        && sends < maxSends);
    }

    private void slowDown(long nanos) {
        if (slowedDown) return;
        slowedDown = true;
        review();
        loop.schedule(
                () -> {
                    slowedDown = false;
                    review();
                },
                nanos);
    }

    private static TokenBucket bucket(ConnectionConfig settings, long now) {
        return new TokenBucket(settings.framesPerSecond(), 2 * settings.framesPerSecond(), now);
    }

    /// A character may take two bytes.
    private static int bytes(SendBatch.Item send) {
        return SEND_BYTES + 2 * send.body().length();
    }
}
