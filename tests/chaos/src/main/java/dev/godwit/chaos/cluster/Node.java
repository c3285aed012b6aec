package dev.godwit.chaos.cluster;

import dev.godwit.embedded.RunningProcess;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// One process of the system under its name, over all its incarnations. Thread-safe: what changes
/// it waits for what changes it already.
public final class Node {
    private final Role role;
    private final String name;
    private final Path log;
    private final Program program;
    private final Consumer<UnexpectedDeath> deaths;

    private volatile @Nullable Incarnation current;
    private volatile int incarnations;

    Node(Role role, String name, Path log, Program program, Consumer<UnexpectedDeath> deaths) {
        this.role = role;
        this.name = name;
        this.log = log;
        this.program = program;
        this.deaths = deaths;
    }

    public Role role() {
        return role;
    }

    public String name() {
        return name;
    }

    /// How often it has been started.
    public int incarnation() {
        return incarnations;
    }

    /// What all its incarnations had to say.
    public Path log() {
        return log;
    }

    public boolean isUp() {
        return current != null;
    }

    public long pid() {
        return up().living.pid();
    }

    /// Starts it unless it runs, and blocks until it is ready.
    public synchronized void start() {
        if (current != null) return;
        incarnations++;
        var started = new Incarnation(incarnations, program.start());
        current = started;
        var _ = started.living.onExit().thenAccept(exit -> ended(started, exit));
    }

    /// `kill -9` of the process and all it has started. Blocks until they are gone.
    public synchronized Killed kill() {
        var victim = up();
        victim.doomed = true;
        var pid = victim.living.pid();
        var family = Processes.family(pid);
        family.forEach(ProcessHandle::destroyForcibly);
        Processes.awaitGone(family);
        var exit = victim.living.onExit().join();
        victim.living.stop(Duration.ZERO);
        current = null;
        return new Killed(name, victim.number, pid, family.size(), exit);
    }

    /// Asks the process to stop, by force if that takes longer than `grace`. Blocks until it is
    /// gone; does nothing where it does not run.
    public synchronized void stop(Duration grace) {
        var ending = current;
        if (ending == null) return;
        ending.doomed = true;
        ending.living.stop(grace);
        current = null;
    }

    /// Holds the process and all it has started until the pause is closed.
    public synchronized Pause pause() {
        return Pause.of(up().living.pid());
    }

    private Incarnation up() {
        var now = current;
        if (now == null) throw new IllegalStateException(name + " does not run");
        return now;
    }

    private void ended(Incarnation ended, int exit) {
        if (ended.doomed) return;
        deaths.accept(new UnexpectedDeath(name, ended.number, ended.living.pid(), exit, log));
    }

    @Override
    public String toString() {
        return name;
    }

    /// One life of the process; `doomed`: its end is wanted.
    private static final class Incarnation {
        final int number;
        final RunningProcess living;
        volatile boolean doomed;

        Incarnation(int number, RunningProcess living) {
            this.number = number;
            this.living = living;
        }
    }
}
