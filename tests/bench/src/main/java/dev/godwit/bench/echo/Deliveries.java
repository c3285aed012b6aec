package dev.godwit.bench.echo;

import dev.godwit.protocol.ServerFrame.Message;

import java.util.List;

/// What the echo server makes of a message it should deliver: honestly that one message; in tests
/// of the judge something worse. Runs on the server's event loop.
@FunctionalInterface
public interface Deliveries {
    List<Message> of(Message message);
}
