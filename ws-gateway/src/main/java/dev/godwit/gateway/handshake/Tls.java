package dev.godwit.gateway.handshake;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;

import java.io.File;
import java.util.List;

import javax.net.ssl.SSLException;

/// How clients are spoken to in private: TLS 1.3 and 1.2, authenticated ciphers with forward
/// secrecy only, no renegotiation.
final class Tls {
    private static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Tls() {}

    /// `certificate` and `privateKey`: PEM files.
    static SslContext context(String certificate, String privateKey) {
        try {
            return SslContextBuilder.forServer(new File(certificate), new File(privateKey))
                    .sslProvider(provider())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "gateway.tls-certificate: %s with gateway.tls-key: %s cannot be used"
                            .formatted(certificate, privateKey),
                    e);
        }
    }

    /// BoringSSL never lets a client renegotiate; the JDK has to be told before its first use.
    private static SslProvider provider() {
        if (OpenSsl.isAvailable()) return SslProvider.OPENSSL;
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        return SslProvider.JDK;
    }
}
