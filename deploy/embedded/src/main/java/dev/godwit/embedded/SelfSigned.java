package dev.godwit.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;

/// A certificate for `localhost` and 127.0.0.1 that nobody but this machine's owner should trust,
/// made by the JDK's own `keytool` and kept as PEM files.
public record SelfSigned(Path certificate, Path key) {
    private static final String NAME = "localhost";
    private static final FileAttribute<?> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final char[] PASSWORD = "in-transit".toCharArray();

    /// In this folder, which exists; made where it has none yet.
    public static SelfSigned in(Path folder) {
        var made = new SelfSigned(certificateIn(folder), folder.resolve("key.pem"));
        if (Files.exists(made.certificate) && Files.exists(made.key)) return made;
        var store = folder.resolve("made.p12");
        try {
            Files.deleteIfExists(store);
            keytool(store);
            made.writeFrom(store);
            Files.delete(store);
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailed("No certificate could be made in " + folder + ": " + e, e);
        }
    }

    public static Path certificateIn(Path folder) {
        return folder.resolve("certificate.pem");
    }

    /// A PKCS12 file beside it for those who are to trust it.
    public Path truststore(String password) {
        var file = certificate.resolveSibling("trusted.p12");
        try (var pem = Files.newInputStream(certificate)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var own = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.setCertificateEntry(NAME, own);
            try (var out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailed(file + " cannot be written: " + e, e);
        }
    }

    private static void keytool(Path store) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                List.of(
                                        keytool,
                                        "-genkeypair",
                                        "-keystore",
                                        store.toString(),
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        new String(PASSWORD),
                                        "-alias",
                                        NAME,
                                        "-keyalg",
                                        "EC",
                                        "-groupname",
                                        "secp256r1",
                                        "-dname",
                                        "CN=" + NAME,
                                        "-ext",
                                        "san=dns:localhost,ip:127.0.0.1",
                                        "-validity",
                                        "3650"))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) throw new IOException(said.strip());
    }

    private void writeFrom(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Key privateKey = keys.getKey(NAME, PASSWORD);
        Certificate own = keys.getCertificate(NAME);
        Files.deleteIfExists(key);
        var ownersOnly =
                Files.getFileStore(store).supportsFileAttributeView("posix")
                        ? new FileAttribute<?>[] {OWNERS_ONLY}
                        : new FileAttribute<?>[0];
        Files.createFile(key, ownersOnly);
        Files.writeString(key, pem("PRIVATE KEY", privateKey.getEncoded()));
        Files.writeString(certificate, pem("CERTIFICATE", own.getEncoded()));
    }

    private static String pem(String what, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    }
}
