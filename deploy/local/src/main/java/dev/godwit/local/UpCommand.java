package dev.godwit.local;

import dev.godwit.local.stack.Console;
import dev.godwit.local.stack.LocalStack;
import dev.godwit.local.stack.StackDirectory;
import dev.godwit.local.stack.StackFailed;
import dev.godwit.local.stack.StackPlan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// `up`: runs the whole system until Ctrl-C or SIGTERM.
@Command(
        name = "up",
        description = "Start PostgreSQL, Redis, Kafka, chat services and gateways.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class UpCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Mixin DirectoryOption directory = new DirectoryOption();

    @Option(names = "--fresh", description = "Start with empty data; what is there is wiped.")
    boolean fresh;

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "2")
    int gateways;

    @Option(names = "--chat-services", paramLabel = "N", defaultValue = "2")
    int chatServices;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Of the first gateway; the others follow, management ports 200 above.")
    int gatewayPort;

    @Option(
            names = "--chat-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description =
                    "Of the first chat service; the others follow, internal ports 100 and"
                            + " management ports 200 above.")
    int chatPort;

    @Option(names = "--pg-port", paramLabel = "PORT", defaultValue = "15432")
    int postgresPort;

    @Option(names = "--redis-port", paramLabel = "PORT", defaultValue = "16379")
    int redisPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "19092")
    int kafkaPort;

    @Option(
            names = "--tls",
            description = "Gateways speak TLS with a self-signed certificate for localhost.")
    boolean tls;

    @Option(
            names = "--jvm-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description =
                    "For the services' JVMs, separated by blanks. -XX:TieredStopAtLevel=4 compiles"
                            + " them fully, as in production: faster after some minutes, slower"
                            + " until then.")
    String jvmOptions = "";

    @Override
    public Integer call() throws InterruptedException {
        var began = System.nanoTime();
        var out = spec.commandLine().getOut();
        var console = new Console(out, InstantSource.system(), ZoneId.systemDefault());
        var plan =
                new StackPlan(
                                gateways,
                                chatServices,
                                gatewayPort,
                                chatPort,
                                postgresPort,
                                redisPort,
                                kafkaPort,
                                tls)
                        .checked();
        var home = StackDirectory.open(directory.path, fresh);
        console.line("Godwit is starting; its data is in " + home.path());
        var stopping = new CountDownLatch(1);
        try {
            var stack = LocalStack.in(home, plan, splitJvmOptions(), console);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> stop(stack, home, console, stopping), "stop"));
            stack.start();
            if (stopping.getCount() == 0) return Godwit.FAILED;
        } catch (StackFailed e) {
            if (stopping.getCount() == 0) return Godwit.FAILED; // Ctrl-C came first
            stopping.countDown();
            close(home);
            throw e;
        }
        new Banner(plan, home.path()).print(console, System.nanoTime() - began);
        stopping.await();
        return 0;
    }

    private List<String> splitJvmOptions() {
        return Stream.of(jvmOptions.split(" ")).filter(option -> !option.isEmpty()).toList();
    }

    private static void stop(
            LocalStack stack, StackDirectory home, Console console, CountDownLatch stopping) {
        if (stopping.getCount() == 0) return;
        stopping.countDown();
        console.line("");
        console.line("Stopping: gateways drain for 2 s, then everything else ends.");
        stack.close();
        close(home);
        console.line("Everything has stopped. The data is kept in " + home.path());
    }

    private static void close(StackDirectory home) {
        try {
            home.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
