package dev.godwit.chaos.campaign;

import dev.godwit.chaos.cluster.Cluster;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How a campaign goes, for whoever watches: one line that is written over and over at a terminal,
/// a new line now and then elsewhere. A virtual thread of its own, until it is closed.
final class LiveLine implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int ELSEWHERE_EVERY = 10;
    private static final String OVER = "\r\033[K";

    private final Cluster cluster;
    private final Tally tally;
    private final PrintWriter out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final LiveFigures figures = new LiveFigures();
    private final Thread thread;
    private volatile String phase = "starting";

    LiveLine(Cluster cluster, Tally tally, PrintWriter out, boolean terminal) {
        this.cluster = cluster;
        this.tally = tally;
        this.out = out;
        this.terminal = terminal;
        this.thread = Thread.ofVirtual().name("live-line").start(this::show);
    }

    /// A new part of the campaign.
    void phase(String name) {
        phase = name;
        say(name + " ...");
    }

    private void say(String line) {
        out.println((terminal ? OVER : "") + elapsed() + "  " + line);
        out.flush();
    }

    private void show() {
        try {
            for (var second = 1; ; second++) {
                Thread.sleep(EVERY);
                figures.look(cluster);
                if (terminal) {
                    out.print(OVER + line());
                    out.flush();
                } else if (second % ELSEWHERE_EVERY == 0) {
                    say(line().substring(elapsed().length()).strip());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%s  %s: %d accepted, %d/s, %d connected, %d pending, p99 %.0f/%.0f ms;"
                        + " %d kills, %d pauses; now: %s",
                elapsed(),
                phase,
                figures.accepted(),
                figures.acceptedInSecond(),
                figures.connected(),
                figures.pending(),
                figures.acceptedP99(),
                figures.deliveredP99(),
                tally.done("kill"),
                tally.done("pause"),
                tally.now().isEmpty() ? "calm" : String.join(", ", tally.now()));
    }

    private String elapsed() {
        var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        return String.format(Locale.ROOT, "%3d:%02d", seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (terminal) out.print(OVER);
        out.flush();
    }
}
