package dev.godwit.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Chromium without a window and without a network. Blocks.
final class Browser {
    private static final int PATIENCE_SECONDS = 120;

    private final Path program;
    private final Path profile;

    private Browser(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    static Optional<Browser> installed(Path profile) {
        var folders =
                Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                        .toList();
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, profile));
    }

    /// The document as it is once its scripts have run.
    String document(Path page, int width) throws IOException, InterruptedException {
        return run(
                "--window-size=" + width + ",1200",
                "--virtual-time-budget=5000",
                "--dump-dom",
                page.toUri().toString());
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile(profile, "document", ".html");
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + profile.resolve("profile")));
        command.addAll(List.of(arguments));
        var browser =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            browser.destroyForcibly().waitFor();
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s: " + command);
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
