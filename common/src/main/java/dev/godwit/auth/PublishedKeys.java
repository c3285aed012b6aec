package dev.godwit.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.health.HealthStatus;

import java.net.MalformedURLException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The public keys that an issuer publishes as a JWK set. Thread-safe; blocks while it fetches.
///
/// The set is kept for [#FRESH] and fetched earlier when a token names a key that is not in it, at
/// most twice per [#PAUSE]: a flood of invented key ids gets its refusals from memory. While the
/// issuer cannot be reached, the last set stays good for [#OUTAGE].
final class PublishedKeys implements VerificationKeys {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration OUTAGE = Duration.ofHours(24);
    private static final Duration FETCH = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 256 * 1024;

    private final JWSVerificationKeySelector<SecurityContext> selector;
    private volatile boolean everFetched;

    PublishedKeys(String url, Set<JWSAlgorithm> algorithms) {
        this.selector = new JWSVerificationKeySelector<>(algorithms, source(url));
    }

    private JWKSource<SecurityContext> source(String url) {
        var patience = Math.toIntExact(FETCH.toMillis());
        var retriever = new DefaultResourceRetriever(patience, patience, MAX_BYTES);
        try {
            return JWKSourceBuilder.create(URI.create(url).toURL(), retriever)
                    .cache(FRESH.toMillis(), 3 * FETCH.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(PAUSE.toMillis())
                    .outageTolerant(OUTAGE.toMillis())
                    .healthReporting(report -> {
                        if (report.getHealthStatus() == HealthStatus.HEALTHY) everFetched = true;
                    })
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(url + ": not a URL", e);
        }
    }

    @Override
    public List<? extends Key> keysFor(JWSHeader header) throws KeySourceException {
        try {
            return selector.selectJWSKeys(header, null);
        } catch (RateLimitReachedException e) {
            if (everFetched) return List.of(); // an unknown key, and too early to ask again
            throw new KeysUnavailable("the issuer's keys could not be fetched yet", e);
        } catch (KeySourceException e) {
            throw new KeysUnavailable("the issuer's keys cannot be fetched", e);
        }
    }
}
