package dev.godwit.gateway.handshake;

import dev.godwit.id.DeviceId;

import io.netty.handler.codec.http.HttpResponseStatus;

/// What a request for a WebSocket comes to before its token is looked at.
sealed interface Upgrade {
    /// `inHeader`: whether the token came in `Authorization`, where a bad one is answered over
    /// HTTP.
    record Asked(DeviceId device, String token, boolean inHeader) implements Upgrade {}

    record Refused(HttpResponseStatus status, String why) implements Upgrade {}
}
