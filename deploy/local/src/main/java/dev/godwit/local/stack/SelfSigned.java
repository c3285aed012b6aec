package dev.godwit.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/// A certificate for `localhost` and 127.0.0.1 that nobody but this machine's owner should trust,
/// made by the JDK's own `keytool` and kept as PEM files.
record SelfSigned(Path certificate, Path key) {
    private static final String NAME = "localhost";
    private static final char[] PASSWORD = "in-transit".toCharArray();

    static Path certificateIn(Path directory) {
        return directory.resolve("tls").resolve("certificate.pem");
    }

    static SelfSigned in(StackDirectory directory) {
        var folder = directory.folder("tls");
        var made = new SelfSigned(certificateIn(directory.path()), folder.resolve("key.pem"));
        if (Files.exists(made.certificate) && Files.exists(made.key)) return made;
        var store = folder.resolve("made.p12");
        try {
            Files.deleteIfExists(store);
            keytool(store);
            made.writeFrom(store);
            Files.delete(store);
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackFailed("No certificate could be made in " + folder + ": " + e, e);
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
        PrivateFile.write(key, pem("PRIVATE KEY", privateKey.getEncoded()));
        PrivateFile.write(certificate, pem("CERTIFICATE", own.getEncoded()));
    }

    private static String pem(String what, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    }
}
