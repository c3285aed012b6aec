package dev.godwit.checker.client;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.client.Pacer.Speaker;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.workload.Bodies;
import dev.godwit.checker.workload.Person;
import dev.godwit.checker.workload.Population;
import dev.godwit.checker.workload.Workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// One client process: `ClientHost RUN_DIRECTORY HOST`. It reads `run.properties` and
/// `workload.properties` there, goes on where its earlier incarnations were killed, takes
/// [Command]s on its standard input and tells its [Progress] once per second on its standard
/// output.
public final class ClientHost {
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);
    private static final int CONNECTS_PER_SECOND = 1_000;

    private final Stage stage;
    private final List<Speaker> speakers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Pacer pacer;
    private final SplittableRandom random;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: ClientHost RUN_DIRECTORY HOST");
            System.exit(2);
        }
        Thread.setDefaultUncaughtExceptionHandler(ClientHost::diedOf);
        var host = start(new RunDirectory(Path.of(arguments[0])), arguments[1]);
        Thread.ofPlatform().name("progress").daemon().start(host::tellProgress);
        host.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    /// A judge with a dead part would judge something else than was asked for.
    private static void diedOf(Thread thread, Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(3);
    }

    private static ClientHost start(RunDirectory directory, String name) {
        var target = Target.read(directory.target());
        var workload = Workload.read(directory.workload());
        var people = new Population(target.run(), workload).of(name);
        var memory = Memory.of(directory, name, new Bodies(workload.seed(), target.run()));
        var incarnation = memory.incarnations() + 1;
        var history =
                HistoryWriter.create(
                        directory.history(name, incarnation),
                        new Began(target.run(), name, incarnation, workload.seed()));
        var stage = new Stage(target, workload, people, history, incarnation);
        var host = new ClientHost(stage, people, memory);
        host.threads.forEach(Thread::start);
        return host;
    }

    private ClientHost(Stage stage, List<Person> people, Memory memory) {
        this.stage = stage;
        this.random = new SplittableRandom(stage.workload.seed() + stage.incarnation);
        var devices = people.stream().mapToInt(person -> person.devices().size()).sum();
        var spread = TimeUnit.SECONDS.toNanos(devices) / CONNECTS_PER_SECOND;
        for (var person : people) {
            for (var traits : person.devices()) {
                var past = memory.of(person.user(), traits.name());
                var device =
                        new Device(stage, person.user(), traits, past, random.nextLong(), spread);
                speakers.add(new Speaker(device, person));
                threads.add(Thread.ofVirtual().unstarted(device));
            }
        }
        var share = (double) people.size() / stage.workload.crowd().people();
        this.pacer = new Pacer(speakers, stage.workload.traffic(), share, random.split());
        threads.add(Thread.ofPlatform().name("pacer").daemon().unstarted(pacer));
    }

    private void obey(BufferedReader commands) throws IOException, InterruptedException {
        for (var line = commands.readLine(); line != null; line = commands.readLine()) {
            var command = Command.parse(line);
            if (command.isEmpty()) System.err.println("no such command: " + line);
            else if (obeyed(command.get()) instanceof Command.Finish) return;
        }
        System.exit(0);
    }

    private Command obeyed(Command command) throws InterruptedException {
        switch (command) {
            case Command.Quiesce() -> quiesce();
            case Command.Drop(var percent) -> drop(percent);
            case Command.Pace(var rate) -> pacer.pace(rate);
            case Command.Finish() -> finish();
        }
        return command;
    }

    private void quiesce() {
        pacer.stop();
        stage.quiesce();
        var deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        tellAll(new Note.Quiesce(deadline));
    }

    private void drop(int percent) {
        for (var speaker : speakers) {
            if (random.nextInt(100) < percent) speaker.device().tell(new Note.Drop());
        }
    }

    private void tellAll(Note note) {
        for (var speaker : speakers) speaker.device().insist(note);
    }

    private void tellProgress() {
        var next = System.nanoTime();
        while (true) {
            next += TimeUnit.SECONDS.toNanos(1);
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
            System.out.println(progress().line());
        }
    }

    private Progress progress() {
        var tally = stage.tally;
        int connected = 0;
        int live = 0;
        int pending = 0;
        var quiet = stage.quiescing();
        for (var speaker : speakers) {
            var status = speaker.device().status();
            if (status.connected()) connected++;
            if (status.live()) live++;
            pending += status.pending();
            quiet &= status.quiet();
        }
        return new Progress(
                System.nanoTime() / 1000,
                stage.quiescing(),
                quiet,
                tally.idleMillis(),
                speakers.size(),
                connected,
                live,
                pending,
                tally.sent.sum(),
                tally.accepted.sum(),
                tally.shown.sum(),
                tally.repeats.sum(),
                tally.retries.sum(),
                tally.refused.sum(),
                tally.failed.sum(),
                tally.connects.sum(),
                tally.violations.sum(),
                tally.acceptedLatency(),
                tally.deliveredLatency());
    }

    /// Everybody says goodbye.
    private void finish() throws InterruptedException {
        pacer.stop();
        tellAll(new Note.Finish());
        for (var thread : threads) thread.join();
        stage.close();
    }
}
