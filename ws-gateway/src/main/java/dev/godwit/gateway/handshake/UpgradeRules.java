package dev.godwit.gateway.handshake;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.UNAUTHORIZED;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;

import dev.godwit.id.DeviceId;
import dev.godwit.id.InvalidValue;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which requests may become a WebSocket, as the client protocol says. Thread-safe.
final class UpgradeRules {
    static final String PATH = "/v1/ws";
    static final String SUBPROTOCOL = "godwit.v1";

    private static final String TOKEN_SUBPROTOCOL = "bearer.";
    private static final Set<String> TOKEN_PARAMETERS =
            Set.of("token", "access_token", "id_token", "bearer", "jwt", "authorization");

    private final List<String> allowedOrigins;

    UpgradeRules(List<String> allowedOrigins) {
        this.allowedOrigins =
                allowedOrigins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    Upgrade judge(HttpRequest request) {
        if (request.decoderResult().isFailure()) return refused(BAD_REQUEST, "not HTTP");
        var uri = new QueryStringDecoder(request.uri());
        try {
            return judge(request, uri.path(), uri.parameters());
        } catch (InvalidValue e) {
            return refused(BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return refused(BAD_REQUEST, "the URL cannot be read");
        }
    }

    private Upgrade judge(HttpRequest request, String path, Map<String, List<String>> query) {
        var headers = request.headers();
        if (!path.equals(PATH)) return refused(NOT_FOUND, "no such path");
        if (!request.method().equals(HttpMethod.GET))
            return refused(METHOD_NOT_ALLOWED, "only GET");
        if (query.entrySet().stream().anyMatch(UpgradeRules::holdsToken))
            return refused(BAD_REQUEST, "a token must not be in the URL");
        if (!originAllowed(headers)) return refused(FORBIDDEN, "this origin is not allowed");
        if (!asksForWebSocket(headers))
            return refused(UPGRADE_REQUIRED, "a WebSocket handshake of version 13 is expected");

        var offered = offeredSubprotocols(headers);
        if (!offered.contains(SUBPROTOCOL))
            return refused(BAD_REQUEST, "the subprotocol %s is expected".formatted(SUBPROTOCOL));
        var devices = query.getOrDefault("device", List.of());
        if (devices.size() != 1) return refused(BAD_REQUEST, "one device is expected");
        return withToken(headers, offered, new DeviceId(devices.getFirst()));
    }

    private static Upgrade withToken(HttpHeaders headers, List<String> offered, DeviceId device) {
        var authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7))
                return refused(UNAUTHORIZED, "a bearer token is expected");
            return new Upgrade.Asked(device, authorization.substring(7).strip(), true);
        }
        for (var subprotocol : offered)
            if (subprotocol.startsWith(TOKEN_SUBPROTOCOL))
                return new Upgrade.Asked(
                        device, subprotocol.substring(TOKEN_SUBPROTOCOL.length()), false);
        return refused(UNAUTHORIZED, "a token is missing");
    }

    private static boolean holdsToken(Map.Entry<String, List<String>> parameter) {
        return TOKEN_PARAMETERS.contains(parameter.getKey().toLowerCase(Locale.ROOT))
                || parameter.getValue().stream().anyMatch(TokenScan::holdsToken);
    }

    private boolean originAllowed(HttpHeaders headers) {
        var origin = headers.get(HttpHeaderNames.ORIGIN);
        return origin == null
                || allowedOrigins.contains("*")
                || allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static boolean asksForWebSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && "13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    private static List<String> offeredSubprotocols(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    private static Upgrade refused(HttpResponseStatus status, String why) {
        return new Upgrade.Refused(status, why);
    }
}
