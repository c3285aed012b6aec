package dev.godwit.auth;

import static dev.godwit.auth.Tokens.NOW;
import static dev.godwit.auth.Tokens.claims;
import static dev.godwit.auth.Tokens.hs256;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.PlainJWT;

import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;

/// The attacks of RFC 8725 against a verifier with a shared secret.
class JwtVerifierTest {
    private static final String GOOD_CLAIMS =
            """
            {"sub":"alice","iss":"%s","aud":"%s","exp":%d}\
            """
                    .formatted(
                            Tokens.ISSUER, Tokens.AUDIENCE, NOW.plusSeconds(60).getEpochSecond());

    private final JwtVerifier verifier =
            new JwtVerifier(Tokens.hmac("HS256"), InstantSource.fixed(NOW));

    @Test
    void whatTheIssuerSignsIsAccepted() {
        var issuer = new TokenIssuer(Tokens.hmac("HS256"), InstantSource.fixed(NOW));

        var verification = verifier.verify(issuer.issue(new UserId("alice"), Duration.ofHours(1)));

        assertThat(verification)
                .isEqualTo(
                        new Verification.Valid(
                                new Identity(new UserId("alice"), NOW.plusSeconds(3600))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt"})
    void theUsualTypesAreAccepted(String type) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .keyID("whatever the issuer calls it")
                        .build();

        assertAccepted(Tokens.signed(header, claims().build(), Tokens.mac(Tokens.SECRET)));
    }

    @Test
    void aTokenOfAnotherTypeIsRefused() {
        assertRefused(hs256("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", GOOD_CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", " none", "HS256 ", "hs256"})
    void noSpellingOfNoAlgorithmPasses(String algorithm) {
        var header = Base64URL.encode("{\"alg\":\"%s\"}".formatted(algorithm));
        var unsigned = header + "." + Base64URL.encode(GOOD_CLAIMS) + ".";

        assertRefused(unsigned);
        assertRefused(unsigned + Base64URL.encode("signature"));
        assertRefused(hs256("{\"alg\":\"%s\"}".formatted(algorithm), GOOD_CLAIMS));
    }

    @Test
    void anUnsecuredTokenIsRefused() {
        assertRefused(new PlainJWT(claims().build()).serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":[\"HS256\"]}"})
    void aHeaderWithoutAnAlgorithmIsRefused(String header) {
        assertRefused(hs256(header, GOOD_CLAIMS));
    }

    @Test
    void anotherAlgorithmOfTheSameFamilyIsRefused() {
        var secret = "a secret that is long enough for each of the algorithms of its family";

        assertRefused(
                Tokens.signed(
                        new JWSHeader(JWSAlgorithm.HS512), claims().build(), Tokens.mac(secret)));
    }

    @Test
    void aSignatureByAnotherSecretIsRefused() {
        assertRefused(
                Tokens.signed(
                        new JWSHeader(JWSAlgorithm.HS256),
                        claims().build(),
                        Tokens.mac("another secret, long enough but not ours")));
    }

    @Test
    void aStrippedSignatureIsRefused() {
        var token = hs256(claims().build());

        assertRefused(token.substring(0, token.lastIndexOf('.')));
        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void aSignatureChangedAnywhereIsRefused() {
        var parts = hs256(claims().build()).split("\\.", -1);
        var signature = new Base64URL(parts[2]).decode();

        for (var i = 0; i < signature.length; i++) {
            var changed = Arrays.copyOf(signature, signature.length);
            changed[i] ^= 1;
            assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(changed));
        }
    }

    @Test
    void aSignatureOverOtherClaimsIsRefused() {
        var alice = hs256(claims().build()).split("\\.", -1);
        var mallory = Base64URL.encode(GOOD_CLAIMS.replace("alice", "mallory"));

        assertRefused(alice[0] + "." + mallory + "." + alice[2]);
    }

    @Test
    void aTokenIsGoodUntilTheSecondItExpires() {
        var token = hs256(claims().expirationTime(Date.from(NOW.plusSeconds(60))).build());

        assertThat(verifierAt(NOW.plusSeconds(59)).verify(token))
                .isInstanceOf(Verification.Valid.class);
        assertThat(verifierAt(NOW.plusSeconds(60)).verify(token))
                .isEqualTo(new Verification.Refused("token: expired"));
    }

    @Test
    void aTokenIsNotGoodBeforeItsTime() {
        var token = hs256(claims().notBeforeTime(Date.from(NOW.plusSeconds(10))).build());

        assertRefused(token);
        assertThat(verifierAt(NOW.plusSeconds(11)).verify(token))
                .isInstanceOf(Verification.Valid.class);
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(hs256(claims().expirationTime(null).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":\"tomorrow\"}",
                "{\"exp\":-1}",
                "{\"exp\":1e400}",
                "{\"exp\":true}",
                "{\"sub\":7}",
                "{\"sub\":12345678901234567890}",
                "{\"sub\":true}",
                "{\"sub\":[\"alice\"]}",
                "{\"nbf\":\"now\"}",
                "{\"aud\":{}}",
                "{\"iss\":[]}"
            })
    void aClaimOfTheWrongKindIsRefused(String spoiled) {
        var claim = spoiled.substring(1, spoiled.length() - 1);
        var name = claim.substring(0, claim.indexOf(':'));
        var others = GOOD_CLAIMS.replaceAll(name + ":(\"[^\"]*\"|\\d+),?", "");
        var claims = others.replace("{", "{" + claim + ",").replace(",}", "}");

        assertRefused(hs256("{\"alg\":\"HS256\"}", claims));
    }

    @Test
    void anotherIssuersTokenIsRefused() {
        assertRefused(hs256(claims().issuer("https://evil.example").build()));
        assertRefused(hs256(claims().issuer(null).build()));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(hs256(claims().audience("billing").build()));
        assertRefused(hs256(claims().audience((String) null).build()));
    }

    @Test
    void aTokenForSeveralAudiencesIsAccepted() {
        assertAccepted(hs256(claims().audience(Arrays.asList("billing", Tokens.AUDIENCE)).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "alice\u0000", "älice", "alice\n", "a/b"})
    void aSubjectThatIsNoUserIdIsRefused(String subject) {
        assertRefused(hs256(claims().subject(subject).build()));
    }

    @Test
    void aTokenForNobodyIsRefused() {
        assertRefused(hs256(claims().subject(null).build()));
        assertRefused(hs256(claims().subject("a".repeat(129)).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":true}",
                "{\"alg\":\"HS256\",\"crit\":[\"unheard-of\"],\"unheard-of\":1}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"crit\":\"x\"}"
            })
    void aTokenThatInsistsOnAnExtensionIsRefused(String header) {
        assertRefused(hs256(header, GOOD_CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}"
            })
    void aHeaderThatSaysSomethingTwiceIsRefused(String header) {
        assertRefused(hs256(header, GOOD_CLAIMS));
    }

    @Test
    void claimsThatSaySomethingTwiceAreRefused() {
        var twice = GOOD_CLAIMS.replace("{", "{\"sub\":\"mallory\",");

        assertRefused(hs256("{\"alg\":\"HS256\"}", twice));
    }

    @Test
    void aTokenInATokenIsRefused() {
        var inner = hs256(claims().build());

        assertRefused(hs256("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", inner));
    }

    @Test
    void anEncryptedTokenIsRefused() throws JOSEException {
        var encrypted =
                new JWEObject(
                        new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256),
                        new Payload(GOOD_CLAIMS));
        encrypted.encrypt(
                new DirectEncrypter(
                        Tokens.SECRET.substring(0, 32).getBytes(StandardCharsets.UTF_8)));

        assertRefused(encrypted.serialize());
    }

    @Test
    void aSignedPayloadThatIsNoObjectIsRefused() throws JOSEException {
        for (var payload : new String[] {"", "null", "[]", "\"alice\"", "1", "{", "\u0000"}) {
            var token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(payload));
            token.sign(Tokens.mac(Tokens.SECRET));
            assertRefused(token.serialize());
        }
    }

    @Test
    void aHugeTokenIsRefusedUnread() {
        var huge = hs256(claims().claim("pad", "x".repeat(JwtVerifier.MAX_CHARS)).build());

        assertThat(verifier.verify(huge))
                .isEqualTo(new Verification.Refused("token: longer than 8192 characters"));
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        var deep = "[".repeat(2500) + "]".repeat(2500);

        assertRefused(hs256("{\"alg\":\"HS256\",\"x\":" + deep + "}", GOOD_CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "a.b.c",
                "Bearer x.y.z",
                "e30.e30.e30",
                "\u0000",
                "🐦.🐦.🐦",
                "eyJhbGciOiJIUzI1NiJ9",
                "eyJhbGciOiJIUzI1NiJ9..",
                " . . "
            })
    void garbageIsRefused(String garbage) {
        assertRefused(garbage);
    }

    @Test
    void theReasonQuotesNothingThatCouldForgeALogLine() {
        var token = hs256(claims().issuer("evil\n2026 ERROR \u001b[31m" + "x".repeat(999)).build());

        var refused = (Verification.Refused) verifier.verify(token);

        assertThat(refused.reason()).hasSizeLessThan(200).matches("[\\x20-\\x7e]+");
    }

    private static JwtVerifier verifierAt(Instant time) {
        return new JwtVerifier(Tokens.hmac("HS256"), InstantSource.fixed(time));
    }

    private void assertAccepted(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Valid.class);
    }

    private void assertRefused(String token) {
        assertThat(verifier.verify(token)).as(token).isInstanceOf(Verification.Refused.class);
    }
}
