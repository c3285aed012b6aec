package dev.godwit.embedded;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends processes: with the signal that each server takes as a request to stop soon, then by force.
/// Blocks; thread-safe.
final class Signals {
    private static final long POLITE_SECONDS = 5;

    private Signals() {}

    static void end(ProcessHandle process, String signal) {
        if (!process.isAlive()) {
            return;
        }
        send(process, signal);
        if (!gone(process)) {
            process.destroyForcibly();
            gone(process);
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

    private static boolean gone(ProcessHandle process) {
        try {
            process.onExit().get(POLITE_SECONDS, TimeUnit.SECONDS);
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
