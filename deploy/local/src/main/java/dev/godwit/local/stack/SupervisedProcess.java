package dev.godwit.local.stack;

import dev.godwit.embedded.RunningProcess;
import dev.godwit.embedded.StartFailed;
import dev.godwit.lifecycle.Backoff;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Keeps one part running: starts it, and starts it again whenever it dies, until told to stop. A
/// thread of its own does the work; this handle is thread-safe.
///
/// A part that fails at its very first start is not tried again: the reason is for the person at
/// the terminal.
final class SupervisedProcess {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private final StackComponent part;
    private final Backoff backoff;
    private final Console console;
    private final CompletableFuture<RunningProcess> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopping;

    SupervisedProcess(StackComponent part, Backoff backoff, Console console) {
        this.part = part;
        this.backoff = backoff;
        this.console = console;
        this.thread = Thread.ofVirtual().name("keep-" + part.name()).unstarted(this::keep);
    }

    /// Completes when the part is ready for the first time, or with the [StackFailed] that kept it
    /// from that.
    CompletableFuture<RunningProcess> start() {
        thread.start();
        return ready;
    }

    /// From now on the part is not started again.
    void retire() {
        stopping = true;
    }

    /// Ends the part for good. Blocks until it is gone.
    void stop() {
        retire();
        if (thread.getState() == Thread.State.NEW) return;
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        var failures = 0;
        while (!stopping) {
            var began = System.nanoTime();
            var running = started();
            if (running != null) {
                console.ready(part, since(began));
                ready.complete(running);
                var up = System.nanoTime();
                var exit = awaitEnd(running);
                if (stopping) return;
                if (since(up).compareTo(SETTLED) > 0) failures = 0;
                console.event(
                        "%s died (%s); its log: %s".formatted(part.name(), exit, running.log()));
            }
            if (stopping || ready.isCompletedExceptionally()) return;
            failures++;
            pause(backoff.after(failures));
        }
    }

    private @Nullable RunningProcess started() {
        try {
            return part.start();
        } catch (StartFailed e) {
            var reason = String.valueOf(e.getMessage());
            if (!ready.completeExceptionally(new StackFailed(reason, e)) && !stopping)
                console.event(reason);
            return null;
        }
    }

    /// Also ends what is left of it: a server that died still holds its directory.
    private String awaitEnd(RunningProcess running) {
        try {
            var exit = running.onExit().get();
            return exit > 128 ? "killed by signal " + (exit - 128) : "exit " + exit;
        } catch (InterruptedException _) {
            return "told to stop";
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            running.stop(part.grace());
        }
    }

    private void pause(Duration wait) {
        console.event("%s starts again in %s".formatted(part.name(), Console.seconds(wait)));
        try {
            Thread.sleep(wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // told to stop, as the flag says
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
