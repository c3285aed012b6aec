package dev.godwit.bench;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.bench.load.LoadFailed;
import dev.godwit.bench.stack.NoStack;
import dev.godwit.bench.stack.RunningStack;
import dev.godwit.config.AuthConfig;
import dev.godwit.id.UserId;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// The first page of the list of conversations and the one after it, read by a user with few
/// conversations and by one with many, in turns. Exit code 0: measured; 2: it could not be.
@Command(
        name = "lists",
        mixinStandardHelpOptions = true,
        description = "Lists of few and of many conversations, from a running ./godwit up.")
final class ListsCommand implements Callable<Integer> {
    private static final Duration VALIDITY = Duration.ofHours(6);
    private static final long HIGHEST_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int FEW = 50;
    private static final int AT_ONCE = 64;
    private static final int WARMUP = 200;
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    @Option(
            names = "--conversations",
            defaultValue = "50000",
            description = "How many are many (default: ${DEFAULT-VALUE}).")
    private int many;

    @Option(
            names = "--reads",
            defaultValue = "2000",
            description = "Reads of each kind (default: ${DEFAULT-VALUE}).")
    private int reads;

    @Option(
            names = "--dir",
            defaultValue = "${sys:godwit.root:-.}/.godwit",
            paramLabel = "DIR",
            description = "The stack's data directory (default: .godwit in the checkout).")
    private Path directory = Path.of(".godwit");

    @Override
    public Integer call() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var stack = RunningStack.read(directory, Path.of("/proc"));
            measure(new Chat(http, stack.chat(), stack.auth()));
            return 0;
        } catch (NoStack | LoadFailed e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private void measure(Chat chat) throws InterruptedException {
        var run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        var small = new Reader(chat, "bench-" + run + "-few");
        var large = new Reader(chat, "bench-" + run + "-many");
        fill(chat, small.user, FEW + 1);
        fill(chat, large.user, many);
        for (var i = 0; i < WARMUP + reads; i++) {
            if (i == WARMUP) {
                small.nanos.reset();
                large.nanos.reset();
            }
            small.read();
            large.read();
        }
        System.out.printf("%-22s %10s %10s%n", "page of 50", "p50 ms", "p99 ms");
        print(small, FEW + 1);
        print(large, many);
        System.out.printf(
                "p99, many / few: %.2f%n",
                (double) large.nanos.getValueAtPercentile(99)
                        / small.nanos.getValueAtPercentile(99));
    }

    private static void print(Reader reader, int conversations) {
        System.out.printf(
                "%-22s %10.2f %10.2f%n",
                conversations + " conversations",
                reader.nanos.getValueAtPercentile(50) / 1e6,
                reader.nanos.getValueAtPercentile(99) / 1e6);
    }

    /// Everybody sends one message to the user.
    private static void fill(Chat chat, String user, int conversations)
            throws InterruptedException {
        var places = new Semaphore(AT_ONCE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var failed = new AtomicReference<@Nullable LoadFailed>();
            for (var i = 0; i < conversations && failed.get() == null; i++) {
                var sender = user + "-" + i;
                places.acquire();
                executor.execute(() -> {
                    try {
                        chat.send(sender, user);
                    } catch (LoadFailed e) {
                        failed.set(e);
                    } finally {
                        places.release();
                    }
                });
            }
            places.acquire(AT_ONCE);
            var failure = failed.get();
            if (failure != null) throw failure;
        }
    }

    /// A user who lists conversations, and how long each page took.
    private static final class Reader {
        private final Chat chat;
        private final String user;
        private final String token;
        private final Histogram nanos = new Histogram(HIGHEST_NANOS, 3);

        Reader(Chat chat, String user) {
            this.chat = chat;
            this.user = user;
            this.token = chat.token(user);
        }

        void read() {
            var cursor = CURSOR.matcher(page(""));
            if (cursor.find()) page("&cursor=" + cursor.group(1));
        }

        private String page(String cursor) {
            var from = System.nanoTime();
            var page = chat.get("/v1/conversations?limit=50" + cursor, token);
            nanos.recordValue(System.nanoTime() - from);
            return page;
        }
    }

    /// The HTTP API of one chat service.
    private record Chat(HttpClient http, URI address, TokenIssuer tokens) {
        Chat(HttpClient http, URI address, AuthConfig auth) {
            this(http, address, new TokenIssuer(auth, InstantSource.system()));
        }

        String token(String user) {
            return tokens.issue(new UserId(user), VALIDITY);
        }

        void send(String from, String to) {
            var body = "{\"id\":\"m-1\",\"to\":\"%s\",\"body\":\"hi\"}".formatted(to);
            answer(request("/v1/messages", token(from)).POST(BodyPublishers.ofString(body)));
        }

        String get(String path, String token) {
            return answer(request(path, token).GET());
        }

        private HttpRequest.Builder request(String path, String token) {
            return HttpRequest.newBuilder(address.resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json");
        }

        private String answer(HttpRequest.Builder request) {
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() / 100 != 2) {
                    throw new LoadFailed(answer.statusCode() + " " + answer.body());
                }
                return answer.body();
            } catch (IOException e) {
                throw new LoadFailed(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoadFailed("interrupted");
            }
        }
    }
}
