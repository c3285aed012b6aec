package dev.godwit.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class NetworkIT {
    @BeforeAll
    static void possible() {
        var objection = Network.objection();
        objection.ifPresent(why ->
                System.err.println("SKIPPED: NetworkIT: no network namespaces here: " + why));
        Assumptions.assumeTrue(objection.isEmpty());
    }

    @Test
    void partedHostsHearNothingOfEachOtherUntilHealed() throws Exception {
        try (var network = Network.of(List.of("a", "b", "c"))) {
            var a = network.host("a");
            var b = network.host("b");
            var server = in(b, "serve", b.address().getHostAddress());
            assertThat(server.inputReader().readLine()).isEqualTo("listening");
            assertThat(call(a, b)).isEqualTo("echo");

            network.cut(a, b);

            assertThat(call(a, b)).isEqualTo("silence");
            assertThat(call(network.host("c"), b)).isEqualTo("echo");
            network.heal(a, b);
            assertThat(call(a, b)).isEqualTo("echo");
        }
    }

    @Test
    void aCutOneWayIsSilenceToo() throws Exception {
        try (var network = Network.of(List.of("a", "b"))) {
            var a = network.host("a");
            var b = network.host("b");
            var server = in(b, "serve", b.address().getHostAddress());
            assertThat(server.inputReader().readLine()).isEqualTo("listening");

            network.cutOneWay(b, a);

            assertThat(call(a, b)).isEqualTo("silence");
            network.heal(a, b);
            assertThat(call(a, b)).isEqualTo("echo");
        }
    }

    @Test
    void nothingPassesAPulledCableUntilItIsPluggedIn() throws Exception {
        try (var network = Network.of(List.of("a", "b"))) {
            var a = network.host("a");
            var b = network.host("b");
            var server = in(b, "serve", b.address().getHostAddress());
            assertThat(server.inputReader().readLine()).isEqualTo("listening");

            try (var cable = network.pull(b)) {
                assertThat(call(a, b)).isEqualTo("silence");
                assertThat(cable.evidence()).startsWith("carrier=0 passed=0 dropped=");
            }

            awaitEcho(a, b);
        }
    }

    @Test
    void aHostThatLostItsPowerKnowsNothingOfItsConnections() throws Exception {
        try (var network = Network.of(List.of("a", "b"))) {
            var a = network.host("a");
            var b = network.host("b");
            var server = in(b, "serve", b.address().getHostAddress());
            assertThat(server.inputReader().readLine()).isEqualTo("listening");
            var caller = in(a, "hold", b.address().getHostAddress());
            assertThat(caller.inputReader().readLine()).isEqualTo("echo");

            try (var cable = network.pull(b)) {
                server.destroyForcibly().waitFor();
                cable.toNewHost();
            }
            var next = in(b, "serve", b.address().getHostAddress());
            assertThat(next.inputReader().readLine()).isEqualTo("listening");

            awaitEcho(a, b);
            caller.outputWriter().append('\n').flush();
            assertThat(caller.inputReader().readLine()).isEqualTo("reset");
        }
    }

    @Test
    void closingEndsWhatRunsInIt() throws Exception {
        var network = Network.of(List.of("a"));
        var a = network.host("a");
        var server = in(a, "serve", a.address().getHostAddress());
        assertThat(server.inputReader().readLine()).isEqualTo("listening");

        network.close();

        assertThat(server.waitFor()).isNotZero();
        assertThat(Leftovers.namespaces()).doesNotContain(a.namespace());
    }

    @Test
    void whatAKilledOwnerLeftIsRemovedWithTheNext() throws Exception {
        var owner = new ProcessBuilder(java("own")).start();
        var namespace = owner.inputReader().readLine();
        assertThat(Leftovers.namespaces()).contains(namespace);
        var bridges = Leftovers.bridges();
        try (var _ = Network.of(List.of("x"))) {
            assertThat(Leftovers.namespaces()).contains(namespace);
        }

        owner.destroyForcibly().waitFor();

        try (var _ = Network.of(List.of("y"))) {
            assertThat(Leftovers.namespaces()).doesNotContain(namespace);
        }
        await().untilAsserted(() -> assertThat(Leftovers.bridges()).hasSize(bridges.size() - 1));
    }

    /// A cable that is plugged in leads somewhere a moment later.
    private static void awaitEcho(Host from, Host to) {
        await().atMost(Duration.ofMinutes(1)).until(() -> call(from, to).equals("echo"));
    }

    private static String call(Host from, Host to) throws IOException {
        return in(from, "call", to.address().getHostAddress()).inputReader().readLine();
    }

    private static Process in(Host host, String... arguments) throws IOException {
        var command = new ArrayList<>(host.prefix());
        command.addAll(java(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> java(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(NetworkProgram.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
