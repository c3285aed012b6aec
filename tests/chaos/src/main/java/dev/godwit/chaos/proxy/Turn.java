package dev.godwit.chaos.proxy;

import io.netty.channel.EventLoop;

import java.util.concurrent.TimeUnit;

/// One more turn of an event loop. A socket that is closed on its loop is closed in the system only
/// when the loop turns to its selector again; until then a listening one still takes connections.
final class Turn {
    private Turn() {}

    /// Blocks until the loop has selected since this was called: it looks for timers that are due
    /// only after that.
    static void await(EventLoop loop) {
        loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
