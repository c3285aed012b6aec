package dev.godwit.chat;

import java.util.concurrent.CompletableFuture;

/// The ports that calls come in by. They are closed together, because each takes its time.
record HttpPorts(HttpServer external, HttpServer internal) implements AutoCloseable {
    @Override
    public void close() {
        CompletableFuture.allOf(external.stop(), internal.stop()).join();
    }
}
