package dev.godwit.gateway.handshake;

import static dev.godwit.gateway.testing.TestGateway.SETTINGS;
import static dev.godwit.gateway.testing.TestGateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.testing.FakeTokens;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class HandshakeIT {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol: godwit.v1";
    private static final String TOKEN = "Authorization: Bearer " + FakeTokens.of("alice");

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aTokenInTheHeaderIsWelcome() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            var answer = client.request("/v1/ws?device=phone", SUBPROTOCOL, TOKEN);

            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.head()).containsIgnoringCase("sec-websocket-protocol: godwit.v1\r\n");
            var welcome = client.expect("welcome");
            assertThat(welcome.path("user").asText()).isEqualTo("alice");
            assertThat(welcome.path("device").asText()).isEqualTo("phone");
            assertThat(welcome.path("window").asInt()).isEqualTo(256);
            assertThat(welcome.path("maxFrameBytes").asInt()).isEqualTo(131_072);
        }
    }

    @Test
    void anUpgradeLeavesNothingOfHttpInThePipeline() throws Exception {
        var accepted = new CompletableFuture<Channel>();
        try (var observed =
                        new TestGateway(
                                SETTINGS,
                                door(List.of(), 100, 100),
                                acceptor ->
                                        (channel, identity, device) -> {
                                            acceptor.accept(channel, identity, device);
                                            accepted.complete(channel);
                                        });
                var client = observed.live("alice", "phone")) {
            var names = accepted.get(10, TimeUnit.SECONDS).pipeline().names();

            assertThat(names)
                    .startsWith(
                            "wsencoder", "wsdecoder", "utf8", "gate", "whole frames", "connection")
                    .hasSize(7); // and Netty's own tail
            client.say("{\"type\":\"ping\"}");
            client.expect("pong");
        }
    }

    @Test
    void aTokenInTheSubprotocolIsWelcomeAndNotEchoed() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            var answer =
                    client.request(
                            "/v1/ws?device=page",
                            SUBPROTOCOL + ", bearer." + FakeTokens.of("alice"),
                            "Origin: https://app.example");

            assertThat(answer.head()).doesNotContain("bearer");
            client.expect("welcome");
        }
    }

    @Test
    void subprotocolsMayBeOfferedOnSeveralLines() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            var answer =
                    client.request(
                            "/v1/ws?device=phone",
                            "Sec-WebSocket-Protocol: chat",
                            SUBPROTOCOL,
                            TOKEN);

            assertThat(answer.head()).containsIgnoringCase("sec-websocket-protocol: godwit.v1\r\n");
            client.expect("welcome");
        }
    }

    @Test
    void aBadTokenInTheSubprotocolIsToldByACloseFrame() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            var answer = client.request("/v1/ws?device=page", SUBPROTOCOL + ", bearer.bad");

            assertThat(answer.status()).isEqualTo(101);
            assertThat(client.closed()).isEqualTo(4401);
            assertThat(client.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v2/ws?device=phone                          | 404
                    /v1/ws?device=phone&token=abc                | 400
                    /v1/ws?device=phone&x=eyJhbGciOiJI.eyJz.c2ln | 400
                    /v1/ws                                       | 400
                    /v1/ws?device=                               | 400
                    /v1/ws?device=a/b                            | 400
                    /v1/ws?device=a&device=b                     | 400
                    /v1/ws?device=%zz                            | 400
                    """)
    void aBadUrlIsAProblem(String uri, int status) throws IOException {
        assertProblem(status, uri, SUBPROTOCOL, TOKEN);
    }

    @Test
    void anotherSubprotocolIsAProblem() throws IOException {
        assertProblem(400, "/v1/ws?device=phone", "Sec-WebSocket-Protocol: chat", TOKEN);
    }

    @Test
    void aMissingTokenIsAProblem() throws IOException {
        assertProblem(401, "/v1/ws?device=phone", SUBPROTOCOL);
    }

    @Test
    void aBadTokenInTheHeaderIsAProblem() throws IOException {
        assertProblem(401, "/v1/ws?device=phone", SUBPROTOCOL, "Authorization: Bearer bad");
    }

    @Test
    void anUnknownOriginIsAProblem() throws IOException {
        assertProblem(
                403, "/v1/ws?device=phone", SUBPROTOCOL, TOKEN, "Origin: https://evil.example");
    }

    @Test
    void aHandshakeThatIsNotFinishedIsCutOff() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            client.raw("GET /v1/ws?device=phone HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aSocketThatSaysNothingIsCutOff() throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aSecondRequestBeforeTheFirstIsAnsweredClosesAndNoExpectationIsMet() throws IOException {
        var request = "GET /v1/ws HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n";
        try (var client = TestClient.open(gateway.port.port())) {
            client.raw(request.repeat(2000).getBytes(StandardCharsets.US_ASCII));

            assertThat(client.toTheEnd()).doesNotContain("100 Continue");
        }
    }

    @Test
    void tooManyHeadersAreAProblem() throws IOException {
        var headers = new String[200];
        Arrays.fill(headers, "a: b");
        headers[0] = SUBPROTOCOL;
        headers[1] = TOKEN;

        assertProblem(400, "/v1/ws?device=phone", headers);
    }

    @Test
    void tooManySocketsFromOneAddressAreTurnedAway() throws IOException {
        try (var small = new TestGateway(SETTINGS, door(List.of(), 1000, 1));
                var _ = small.connected("alice", "phone");
                var second = TestClient.open(small.port.port())) {
            assertThat(second.ended()).isTrue();
        }
    }

    private void assertProblem(int status, String uri, String... headers) throws IOException {
        try (var client = TestClient.open(gateway.port.port())) {
            var answer = client.request(uri, headers);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.head()).containsIgnoringCase("application/problem+json");
            assertThat(answer.body()).contains("\"status\":" + status);
        }
    }
}
