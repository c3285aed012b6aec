package dev.godwit.embedded;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/// The main class of the process of a [ServiceProcess]: `ServiceMain <main class> <arguments>` runs
/// that class, and ends the process when its owner is gone.
///
/// Standard input is a pipe that the owner never writes to: its end is the owner's end, even by
/// `kill -9`.
final class ServiceMain {
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(8);

    private ServiceMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("supervisor-watch").start(ServiceMain::watch);
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0], e.getCause());
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException _) {
            // a broken pipe says the same as its end
        }
        Thread.ofPlatform().daemon().name("last-moments").start(ServiceMain::haltIfStuck);
        System.exit(0);
    }

    private static void haltIfStuck() {
        try {
            Thread.sleep(LAST_MOMENTS);
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
