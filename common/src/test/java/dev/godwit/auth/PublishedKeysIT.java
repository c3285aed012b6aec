package dev.godwit.auth;

import static dev.godwit.auth.Tokens.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// A verifier whose keys are published by an HTTP server, as they are rotated, misused and out of
/// reach.
class PublishedKeysIT {
    private static final RSAKey FIRST = Tokens.rsaKey("first");
    private static final RSAKey SECOND = Tokens.rsaKey("second");
    private static final RSAKey MALLORYS = Tokens.rsaKey("first");

    private KeyServer server;
    private JwtVerifier verifier;

    @BeforeEach
    void start() throws IOException {
        server = new KeyServer();
        server.publish(FIRST);
        verifier = verifierOf(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysAreFetchedOnceAndKept() {
        for (var i = 0; i < 10; i++) assertAccepted(Tokens.rs256(FIRST));

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFoundWhenATokenNamesItAndTheOldOneOverlaps() {
        assertAccepted(Tokens.rs256(FIRST));

        server.publish(FIRST, SECOND);

        assertAccepted(Tokens.rs256(SECOND));
        assertAccepted(Tokens.rs256(FIRST));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aWithdrawnKeyIsRefusedOnceTheKeysWereFetchedAnew() {
        assertAccepted(Tokens.rs256(FIRST));

        server.publish(SECOND);

        assertAccepted(Tokens.rs256(SECOND));
        assertRefused(Tokens.rs256(FIRST));
    }

    @Test
    void aFloodOfUnknownKeyIdsCostsTheIssuerNextToNothing() {
        for (var i = 0; i < 200; i++) assertRefused(withKeyId("unknown-" + i));

        assertAccepted(Tokens.rs256(FIRST));
        assertThat(server.requests()).isLessThanOrEqualTo(3);
    }

    @Test
    void theKeysOutliveTheirServer() {
        assertAccepted(Tokens.rs256(FIRST));

        server.close();

        assertRefused(withKeyId("unknown"));
        assertAccepted(Tokens.rs256(FIRST));
    }

    @Test
    void anOutageIsNotHeldAgainstTheToken() {
        server.close();

        for (var i = 0; i < 5; i++)
            assertThatThrownBy(() -> verifier.verify(Tokens.rs256(FIRST)))
                    .isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void keysThatCannotBeReadAreAnOutage() {
        server.publish("<html>502 Bad Gateway</html>");

        assertThatThrownBy(() -> verifier.verify(Tokens.rs256(FIRST)))
                .isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void thePublicKeyIsNoSecret() throws JOSEException {
        var hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
        var publicKey = FIRST.toRSAPublicKey();
        var pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + java.util.Base64.getMimeEncoder().encodeToString(publicKey.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";

        for (var secret :
                new byte[][] {
                    publicKey.getEncoded(),
                    publicKey.getModulus().toByteArray(),
                    FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                    pem.getBytes(StandardCharsets.UTF_8)
                }) assertRefused(Tokens.signed(hs256, Tokens.claims().build(), Tokens.mac(secret)));
    }

    @Test
    void anAlgorithmThatIsNotAllowedIsRefusedThoughTheKeyCouldDoIt() {
        assertRefused(
                Tokens.rsa(
                        new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build(), FIRST));
        assertRefused(
                Tokens.rsa(
                        new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("first").build(), FIRST));
    }

    @Test
    void anotherKeyOfTheSameNameIsRefused() {
        assertRefused(Tokens.rs256(MALLORYS));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotTrusted() {
        assertRefused(
                Tokens.rsa(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("first")
                                .jwk(MALLORYS.toPublicJWK())
                                .build(),
                        MALLORYS));
    }

    @Test
    void anAddressOfKeysThatTheTokenBringsAlongIsNeverAsked() throws IOException {
        try (var mallorysServer = new KeyServer()) {
            mallorysServer.publish(MALLORYS);
            var url = URI.create(mallorysServer.url());

            assertRefused(
                    Tokens.rsa(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID("first")
                                    .jwkURL(url)
                                    .x509CertURL(url)
                                    .build(),
                            MALLORYS));

            assertThat(mallorysServer.requests()).isZero();
        }
    }

    @Test
    void aTokenWithoutAKeyIdIsTriedWithEachKey() {
        server.publish(FIRST, SECOND);

        assertAccepted(Tokens.rsa(new JWSHeader(JWSAlgorithm.RS256), SECOND));
        assertRefused(Tokens.rsa(new JWSHeader(JWSAlgorithm.RS256), MALLORYS));
    }

    private static String withKeyId(String id) {
        return Tokens.rsa(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), MALLORYS);
    }

    private static JwtVerifier verifierOf(String url) {
        return new JwtVerifier(Tokens.jwks(url, "RS256", "ES256"), InstantSource.fixed(NOW));
    }

    private void assertAccepted(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Valid.class);
    }

    private void assertRefused(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Refused.class);
    }
}
