/// A connection over a WebSocket: its frames in and out, its close frames, its limits.
///
/// Comes from the handshake, as a channel that is upgraded; goes on to `connection`, which knows no
/// WebSocket. Whatever a client sends is counted before anything else is done about it.
@NullMarked
package dev.godwit.gateway.transport.websocket;

import org.jspecify.annotations.NullMarked;
