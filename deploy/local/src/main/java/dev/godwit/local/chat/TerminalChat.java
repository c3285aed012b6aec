package dev.godwit.local.chat;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.local.stack.StackDescription;
import dev.godwit.local.stack.StackFailed;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The composition root of the terminal client: at a terminal with line editing, otherwise with
/// plain lines in and out.
public final class TerminalChat {
    private final StackDescription stack;
    private final UserId me;
    private final UserId peer;
    private final DeviceId device;

    public TerminalChat(StackDescription stack, UserId me, UserId peer, DeviceId device) {
        this.stack = stack;
        this.me = me;
        this.peer = peer;
        this.device = device;
    }

    /// Blocks until the person leaves; answers the exit code. `firstGateway` counts from 1.
    public int run(int firstGateway, PrintWriter plainOutput)
            throws IOException, InterruptedException {
        if (firstGateway < 1 || firstGateway > stack.gateways().size())
            throw new StackFailed(
                    "--gateway %d (expected: 1..%d)"
                            .formatted(firstGateway, stack.gateways().size()));
        var wording = new Wording(me, peer, ZoneId.systemDefault());
        if (!atTerminal()) {
            var screen = new PlainScreen(plainOutput, wording);
            return run(firstGateway, screen, TerminalChat::readPlainLines);
        }
        try (var terminal = TerminalBuilder.builder().name("godwit").system(true).build()) {
            var reader =
                    LineReaderBuilder.builder()
                            .terminal(terminal)
                            .appName("godwit")
                            .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                            .option(LineReader.Option.BRACKETED_PASTE, true)
                            .build();
            var screen = new TerminalScreen(terminal, reader, wording);
            return run(firstGateway, screen, session -> readLines(reader, session));
        }
    }

    @SuppressWarnings("SystemConsoleNull") // the JDK still allows null, and so says its annotation
    private static boolean atTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private int run(int firstGateway, Screen screen, Consumer<Session> input)
            throws InterruptedException {
        try (var http = http()) {
            Supplier<String> token =
                    () -> stack.tokenIssuer(InstantSource.system()).issue(me, Duration.ofHours(12));
            var session =
                    new Session(
                            new Session.Setup(me, peer, device, stack.gateways(), firstGateway - 1),
                            http,
                            new ChatApi(http, stack.chatServices(), token),
                            token,
                            screen,
                            new Backoff(
                                    Duration.ofMillis(200),
                                    Duration.ofSeconds(5),
                                    RandomGenerator.getDefault()),
                            InstantSource.system());
            Thread.ofPlatform().daemon().name("input").start(() -> input.accept(session));
            var exit = session.run();
            http.shutdownNow();
            return exit;
        }
    }

    private void readLines(LineReader reader, Session session) {
        session.tell(new Happening.Typed("/help"));
        feed(session, _ -> nextLine(reader));
    }

    private @Nullable String nextLine(LineReader reader) {
        try {
            return reader.readLine(me + "> ");
        } catch (UserInterruptException | EndOfFileException e) {
            return null; // Ctrl-C and Ctrl-D both mean: enough
        }
    }

    private static void readPlainLines(Session session) {
        var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        feed(session, _ -> nextLine(reader));
    }

    private static @Nullable String nextLine(BufferedReader reader) {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(Session session, Function<Session, @Nullable String> next) {
        for (var line = next.apply(session); line != null; line = next.apply(session))
            session.tell(new Happening.Typed(line));
        session.tell(new Happening.InputEnded());
    }

    private HttpClient http() {
        var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2));
        if (stack.certificate() != null) http.sslContext(trusting(stack.certificate()));
        return http.build();
    }

    private static SSLContext trusting(Path certificate) {
        try (var pem = Files.newInputStream(certificate)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "godwit", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackFailed(certificate + " cannot be trusted: " + e);
        }
    }
}
