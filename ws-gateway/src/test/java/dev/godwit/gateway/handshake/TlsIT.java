package dev.godwit.gateway.handshake;

import static dev.godwit.gateway.testing.TestGateway.SETTINGS;
import static dev.godwit.gateway.testing.TestGateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.gateway.testing.FakeTokens;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void clientsAreServedInPrivate(String protocol) throws Exception {
        var keys = selfSigned();
        try (var gateway = gateway(keys);
                var client = TestClient.open(gateway.port.port(), socket(keys, protocol))) {
            client.request(
                    "/v1/ws?device=phone",
                    "Sec-WebSocket-Protocol: godwit.v1",
                    "Authorization: Bearer " + FakeTokens.of("alice"));

            client.expect("welcome");
            client.expect("live");
        }
    }

    @Test
    void ciphersWithoutAuthenticationAreRefused() throws Exception {
        var keys = selfSigned();
        try (var gateway = gateway(keys);
                var socket = socket(keys, "TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

            assertThatThrownBy(() ->
                            TestClient.open(gateway.port.port(), socket)
                                    .request("/v1/ws?device=phone"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void nobodyCanRenegotiate() throws Exception {
        var keys = selfSigned();
        try (var gateway = gateway(keys);
                var socket = socket(keys, "TLSv1.2");
                var client = TestClient.open(gateway.port.port(), socket)) {
            client.request(
                    "/v1/ws?device=phone",
                    "Sec-WebSocket-Protocol: godwit.v1",
                    "Authorization: Bearer " + FakeTokens.of("alice"));
            client.expect("welcome");

            assertThatThrownBy(
                            () -> {
                                socket.startHandshake();
                                while (true) client.read();
                            })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aHandshakeThatIsNotFinishedIsCutOff() throws Exception {
        var halfAHello = new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        try (var gateway = gateway(selfSigned());
                var client = TestClient.open(gateway.port.port())) {
            client.raw(halfAHello);

            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aKeyThatCannotBeUsedIsToldByName() throws Exception {
        var keys = selfSigned();
        var broken = Files.writeString(files.resolve("broken.pem"), "no key");

        assertThatThrownBy(() -> Tls.context(pem(keys), broken.toString()))
                .hasMessageContaining("gateway.tls-key")
                .hasMessageContaining("broken.pem");
    }

    private TestGateway gateway(KeyStore keys) throws IOException, GeneralSecurityException {
        return new TestGateway(SETTINGS, door(List.of(), 100, 100, pem(keys), key(keys)));
    }

    private static SSLSocket socket(KeyStore trusted, String protocol)
            throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private KeyStore selfSigned() throws Exception {
        var store = files.resolve("keys.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "gateway",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private String pem(KeyStore keys) throws IOException, GeneralSecurityException {
        return written("CERTIFICATE", keys.getCertificate("gateway").getEncoded());
    }

    private String key(KeyStore keys) throws IOException, GeneralSecurityException {
        return written("PRIVATE KEY", keys.getKey("gateway", PASSWORD).getEncoded());
    }

    private String written(String kind, byte[] der) throws IOException {
        var text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
        return Files.writeString(files.resolve(kind + ".pem"), text).toString();
    }
}
