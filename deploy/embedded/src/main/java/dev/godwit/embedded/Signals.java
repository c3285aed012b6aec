package dev.godwit.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends processes: with the signal that each server takes as a request to stop soon, then by force.
/// Blocks; thread-safe.
final class Signals {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Signals() {}

    static void end(ProcessHandle process, String signal) {
        end(process, signal, GRACE);
    }

    static void end(ProcessHandle process, String signal, Duration grace) {
        if (!process.isAlive()) {
            return;
        }
        send(process, signal);
        if (!gone(process, grace)) {
            process.destroyForcibly();
            gone(process, GRACE);
        }
    }

    private static void send(ProcessHandle process, String signal) {
        try {
            // The shell's own `kill`: small images have no other.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            process.destroy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static boolean gone(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
