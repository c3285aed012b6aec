package dev.godwit.chaos.proxy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What a clear link costs: `java … TransparentCost CONNECTIONS MESSAGES_PER_SECOND SECONDS` sends
/// 200-byte messages at that rate over connections that lead from one child process through a link
/// in this one to another child, and prints this process' CPU time and heap.
///
/// Not a test: it asserts nothing.
public final class TransparentCost {
    private static final int LENGTH = 200;

    private TransparentCost() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "sink" -> sink();
            case "source" -> source(arguments);
            default -> measure(arguments);
        }
    }

    private static void measure(String[] arguments) throws Exception {
        var seconds = Integer.parseInt(arguments[2]);
        var sink = child("sink");
        try (var proxies = Proxies.start(2)) {
            var port = Integer.parseInt(sink.inputReader().readLine());
            var loopback = InetAddress.getLoopbackAddress();
            var links = new ArrayList<Link>();
            for (var i = 0; i < 2; i++) {
                links.add(
                        proxies.open(
                                "cost",
                                new InetSocketAddress(loopback, 0),
                                new InetSocketAddress(loopback, port),
                                i));
            }
            var source =
                    child(
                            "source",
                            arguments[0],
                            arguments[1],
                            Integer.toString(links.get(0).address().getPort()),
                            Integer.toString(links.get(1).address().getPort()));
            System.out.println(source.inputReader().readLine());
            Thread.sleep(Duration.ofSeconds(5)); // warm up
            report(links, seconds);
            source.destroyForcibly().waitFor();
        } finally {
            sink.destroyForcibly().waitFor();
        }
    }

    private static void report(List<Link> links, int seconds) throws InterruptedException {
        var bean =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        var cpu = bean.getProcessCpuTime();
        var bytes = links.stream().mapToLong(link -> link.traffic().bytesForth()).sum();
        var begin = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        var took = (System.nanoTime() - begin) / 1e9;
        var used = (bean.getProcessCpuTime() - cpu) / 1e9;
        var messages =
                (links.stream().mapToLong(link -> link.traffic().bytesForth()).sum() - bytes)
                        / (double) LENGTH;
        System.gc();
        var runtime = Runtime.getRuntime();
        System.out.printf(
                "open %d  messages/s %.0f  CPU %.1f %% of one core, %.1f µs a message"
                        + "  heap %d MiB%n",
                links.stream().mapToLong(link -> link.traffic().open()).sum(),
                messages / took,
                100 * used / took,
                1e6 * used / messages,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /// Reads everything and forgets it.
    private static void sink() throws IOException {
        try (var server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual()
                        .start(() -> {
                            try (socket) {
                                while (socket.getInputStream().read(new byte[512]) >= 0) {}
                            } catch (IOException _) {
                                // the measurement is over
                            }
                        });
            }
        }
    }

    private static void source(String[] arguments) throws IOException {
        var sockets = new ArrayList<Socket>();
        for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
            var port = Integer.parseInt(arguments[3 + i % 2]);
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
        System.out.println("connected " + sockets.size());
        var gap = 1_000_000_000L / Integer.parseInt(arguments[2]);
        var message = new byte[LENGTH];
        var next = System.nanoTime();
        for (var i = 0; ; i++) {
            sockets.get((int) ((i * 7919L) % sockets.size())).getOutputStream().write(message);
            next += gap;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static Process child(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(TransparentCost.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
