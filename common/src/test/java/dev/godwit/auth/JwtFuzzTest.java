package dev.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whatever is shown as a token is refused in words fit for a log line, unless it is signed with
/// the secret by the one algorithm and claims what it must.
class JwtFuzzTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JwtVerifier verifier =
            new JwtVerifier(Tokens.hmac("HS256"), InstantSource.fixed(Tokens.NOW));
    private final ObjectMapper json = new ObjectMapper();

    @FuzzTest(maxDuration = "5m")
    void aToken(byte[] bytes) throws Exception {
        var token = new String(bytes, UTF_8);
        var verification = verifier.verify(token);
        check(verification);
        if (verification instanceof Verification.Valid) {
            var end = token.lastIndexOf('.');
            var signature = decoded(token.substring(end + 1));
            assertThat(signature).isEqualTo(hmac(token.substring(0, end)));
        }
    }

    /// The first byte says how long the header is; whatever it and the claims say is signed.
    @FuzzTest(maxDuration = "5m")
    void whatIsSigned(byte[] bytes) throws Exception {
        if (bytes.length == 0) return;
        var end = 1 + Math.min(bytes[0] & 0xff, bytes.length - 1);
        var header = Arrays.copyOfRange(bytes, 1, end);
        var claims = Arrays.copyOfRange(bytes, end, bytes.length);
        var signed = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);

        var verification = verifier.verify(signed + "." + BASE64.encodeToString(hmac(signed)));

        check(verification);
        if (verification instanceof Verification.Valid valid) checkClaims(valid, header, claims);
    }

    private void checkClaims(Verification.Valid valid, byte[] header, byte[] claims)
            throws IOException {
        var identity = valid.identity();
        // Nimbus reads what is no UTF-8 with replacement characters.
        var head = json.readTree(new String(header, UTF_8));
        var body = json.readTree(new String(claims, UTF_8));
        assertThat(head.path("alg").asText()).isEqualTo("HS256");
        assertThat(head.has("crit")).isFalse();
        assertThat(body.path("sub").isTextual()).isTrue();
        assertThat(body.path("sub").asText()).isEqualTo(identity.user().value());
        assertThat(body.path("iss").asText()).isEqualTo(Tokens.ISSUER);
        assertThat(identity.expiresAt()).isAfter(Tokens.NOW);
    }

    /// As leniently as Nimbus reads it: what is not Base64 is passed over.
    private static byte[] decoded(String signature) {
        return Base64.getUrlDecoder().decode(signature.replaceAll("[^A-Za-z0-9_-]", ""));
    }

    private static void check(Verification verification) {
        if (verification instanceof Verification.Refused(var reason))
            assertThat(reason).hasSizeLessThan(200).matches("[\\x20-\\x7e]+");
    }

    private static byte[] hmac(String signed) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Tokens.SECRET.getBytes(UTF_8), "HMAC"));
        return mac.doFinal(signed.getBytes(UTF_8));
    }
}
