package dev.godwit.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.auth.JwtVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.embedded.SelfSigned;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

class StackDirectoryIT {
    @TempDir Path temporary;

    @Test
    void oneDirectoryHasOneStack() throws IOException {
        try (var _ = StackDirectory.open(home(), false)) {
            assertThatThrownBy(() -> StackDirectory.open(home(), false))
                    .isInstanceOf(StackFailed.class)
                    .hasMessageContaining("already running in " + home());
        }

        StackDirectory.open(home(), false).close();
    }

    @Test
    void freshWipesWhatIsOurs() throws IOException {
        try (var directory = StackDirectory.open(home(), false)) {
            Files.writeString(directory.folder("postgres").resolve("data"), "old");
        }

        try (var directory = StackDirectory.open(home(), true)) {
            assertThat(directory.resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void whatIsNotOursIsNeverTouched() throws IOException {
        var thesis = Files.writeString(Files.createDirectory(home()).resolve("thesis.tex"), "...");

        for (var fresh : new boolean[] {false, true})
            assertThatThrownBy(() -> StackDirectory.open(home(), fresh))
                    .isInstanceOf(StackFailed.class)
                    .hasMessageContaining("something else than a Godwit stack");
        assertThat(thesis).exists();
        assertThat(home()).isDirectoryNotContaining(file -> !file.equals(thesis));
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Files.writeString(home(), "a file");

        assertThatThrownBy(() -> StackDirectory.open(home(), true))
                .isInstanceOf(StackFailed.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void aRunThatWasKilledIsRecognised() throws IOException {
        try (var directory = StackDirectory.open(home(), false)) {
            assertThat(directory.afterCrash()).isFalse();
        }
        Files.writeString(home().resolve("running"), "1\n");

        try (var directory = StackDirectory.open(home(), false)) {
            assertThat(directory.afterCrash()).isTrue();
        }
    }

    @Test
    void secretsAreMadeOnceAndAreTheirOwnersAlone() throws IOException {
        try (var directory = StackDirectory.open(home(), false)) {
            var first = StackSecrets.of(directory.path(), new SecureRandom());
            var second = StackSecrets.of(directory.path(), new SecureRandom());

            assertThat(second).isEqualTo(first);
            assertThat(first.toString()).doesNotContain(first.tokens().value());
            assertThat(Files.getPosixFilePermissions(directory.resolve("secrets.properties")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void damagedSecretsAreOneLine() throws IOException {
        try (var directory = StackDirectory.open(home(), false)) {
            Files.writeString(directory.resolve("secrets.properties"), "tokens=\\u00");

            assertThatThrownBy(() -> StackSecrets.of(directory.path(), new SecureRandom()))
                    .isInstanceOf(StackFailed.class)
                    .message()
                    .contains("secrets.properties", "--fresh")
                    .hasLineCount(1);
        }
    }

    @Test
    void aTokenForTheStackIsOneThatItsServicesTake() throws IOException {
        var plan = new StackPlan(2, 1, 8081, 8090, 1, 2, 3, true);
        try (var directory = StackDirectory.open(home(), false)) {
            StackSecrets.of(directory.path(), new SecureRandom());
            StackDescription.write(directory, plan);
        }

        var stack = StackDescription.in(home());

        assertThat(stack.gateways()).isEqualTo(plan.gatewayUrls());
        assertThat(stack.chatServices()).isEqualTo(plan.chatUrls());
        var token =
                stack.tokenIssuer(InstantSource.system())
                        .issue(new UserId("alice"), Duration.ofHours(1));
        assertThat(new JwtVerifier(stack.auth(), InstantSource.system()).verify(token))
                .isInstanceOf(Verification.Valid.class);
    }

    @Test
    void withoutAStackThereIsNothingToTalkTo() {
        assertThatThrownBy(() -> StackDescription.in(home()))
                .isInstanceOf(StackFailed.class)
                .hasMessageContaining("./godwit up");
    }

    @Test
    void theCertificateIsMadeOnceForThisMachine() throws IOException {
        try (var directory = StackDirectory.open(home(), false)) {
            var made = SelfSigned.in(directory.folder("tls"));
            var certificate = Files.readString(made.certificate());

            assertThat(certificate).startsWith("-----BEGIN CERTIFICATE-----");
            assertThat(Files.readString(made.key())).startsWith("-----BEGIN PRIVATE KEY-----");
            SelfSigned.in(directory.folder("tls"));
            assertThat(Files.readString(made.certificate())).isEqualTo(certificate);
        }
    }

    private Path home() {
        return temporary.resolve("stack");
    }
}
