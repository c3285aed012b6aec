package dev.godwit.checker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// The HTTP/1.1 upgrade of RFC 6455: what is asked, and what the answer must be.
final class Upgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String PROTOCOL = "godwit.v1";
    private static final int MAX_HEAD = 16 * 1024;

    private final Dial dial;
    private final String key;

    Upgrade(Dial dial) {
        this.dial = dial;
        var random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        this.key = Base64.getEncoder().encodeToString(random);
    }

    byte[] request() {
        var token =
                switch (dial.tokenIn()) {
                    case HEADER ->
                            """
                            Authorization: Bearer %s
                            Sec-WebSocket-Protocol: %s
                            """
                                    .formatted(dial.jwt(), PROTOCOL);
                    case SUBPROTOCOL ->
                            "Sec-WebSocket-Protocol: %s, bearer.%s\n"
                                    .formatted(PROTOCOL, dial.jwt());
                };
        var request =
                """
                GET /v1/ws?device=%s HTTP/1.1
                Host: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: %s
                %s
                """
                        .formatted(dial.device(), dial.gateway().getAuthority(), key, token);
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads the answer up to its empty line and nothing beyond.
    void check(InputStream in) throws IOException, Breach {
        var lines = head(in).split("\r\n", -1);
        var status = status(lines[0]);
        if (status != 101) throw new UpgradeRefused(status);
        var headers = headers(lines);
        expect(headers, "upgrade", "websocket");
        expect(headers, "connection", "upgrade");
        if (!accept().equals(headers.get("sec-websocket-accept"))) {
            throw new Breach("Sec-WebSocket-Accept: " + headers.get("sec-websocket-accept"));
        }
        if (!PROTOCOL.equals(headers.get("sec-websocket-protocol"))) {
            throw new Breach("Sec-WebSocket-Protocol: " + headers.get("sec-websocket-protocol"));
        }
        if (headers.containsKey("sec-websocket-extensions")) {
            throw new Breach("an extension that was not asked for");
        }
    }

    private static String head(InputStream in) throws IOException, Breach {
        var head = new StringBuilder(256);
        while (head.length() < MAX_HEAD) {
            var octet = in.read();
            if (octet < 0) throw new EOFException("ended during the upgrade");
            head.append((char) octet);
            var length = head.length();
            if (octet == '\n' && length >= 4 && head.substring(length - 4).equals("\r\n\r\n")) {
                return head.substring(0, length - 4);
            }
        }
        throw new Breach("an answer to the upgrade of more than " + MAX_HEAD + " bytes");
    }

    private static int status(String line) throws Breach {
        var words = line.split(" ", 3);
        try {
            if (words[0].equals("HTTP/1.1")) return Integer.parseInt(words[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new Breach("status line: " + line);
        }
        throw new Breach("status line: " + line);
    }

    private static Map<String, String> headers(String[] lines) throws Breach {
        var headers = new HashMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon < 1) throw new Breach("header line: " + lines[i]);
            var name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, lines[i].substring(colon + 1).strip());
        }
        return headers;
    }

    private static void expect(Map<String, String> headers, String name, String value)
            throws Breach {
        if (!value.equalsIgnoreCase(headers.get(name))) {
            throw new Breach(name + ": " + headers.get(name));
        }
    }

    private String accept() {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var bytes = digest.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
