package dev.godwit.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.bench.echo.Deliveries;
import dev.godwit.bench.echo.EchoServer;
import dev.godwit.bench.load.Cast;
import dev.godwit.bench.load.Generator;
import dev.godwit.bench.load.LoadFailed;
import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.load.Outcome;
import dev.godwit.bench.report.BenchPage;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.report.ReportText;
import dev.godwit.bench.usage.ThreadUsage;
import dev.godwit.protocol.ServerFrame.Message;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The whole generator against the echo server, honest and not.
class EchoIT {
    private static final LoadPlan PLAN =
            new LoadPlan(
                    1_000,
                    10,
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    100,
                    Duration.ofSeconds(1),
                    2);

    @Test
    void anHonestServerGivesAValidRun() throws Exception {
        var report = report(run(List::of));

        assertThat(report.valid()).isTrue();
        assertThat(report.errors()).isEmpty();
        assertThat(report.deliveredMs().count()).isEqualTo(report.acceptedMs().count());
        assertThat(report.deliveredMs().count()).isBetween(498L, 502L);
        assertThat(report.deliveredMs().p50()).isPositive();
        assertThat(report.costs()).containsKeys(Generator.THREADS, EchoServer.THREADS);
        assertThat(report.seconds()).singleElement().extracting("delivered").isEqualTo(500L);
        assertThat(ReportText.of(report)).contains("valid: ").doesNotContain("VOID");
        assertThat(BenchPage.of(report)).contains(">Valid<").doesNotContain("Why it is void");
    }

    @Test
    void aLostMessageVoidsTheRun() throws Exception {
        assertThat(violations(message -> isHundredth(message) ? List.of() : List.of(message)))
                .contains("LOST");
    }

    @Test
    void aDoubledMessageVoidsTheRun() throws Exception {
        assertThat(
                        violations(message ->
                                isHundredth(message)
                                        ? List.of(message, message)
                                        : List.of(message)))
                .contains("DOUBLED");
    }

    @Test
    void messagesThatOvertakeEachOtherVoidTheRun() throws Exception {
        assertThat(violations(new Overtaking())).contains("DISORDERED");
    }

    @Test
    void aChangedBodyVoidsTheRun() throws Exception {
        assertThat(
                        violations(message ->
                                List.of(
                                        isHundredth(message)
                                                ? body(message, message.body() + "!")
                                                : message)))
                .contains("ALTERED");
    }

    @Test
    void aVoidRunSaysSo() throws Exception {
        var report = report(run(_ -> List.of()));

        assertThat(report.valid()).isFalse();
        assertThat(ReportText.of(report)).contains("VOID: LOST", "VOID: nothing was delivered");
    }

    @Test
    void aGatewayThatDoesNotListenIsNamed() {
        try (var generator = new Generator(PLAN, System::nanoTime)) {
            var nobody = URI.create("ws://127.0.0.1:1");
            var cast = Cast.of(PLAN.users(), "it", List.of(nobody), user -> user);

            assertThatThrownBy(() -> generator.connect(cast))
                    .isInstanceOf(LoadFailed.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    private static Iterable<String> violations(Deliveries deliveries) throws Exception {
        return run(deliveries).violations().lines().keySet();
    }

    private static Outcome run(Deliveries deliveries) throws Exception {
        try (var server = EchoServer.start(deliveries);
                var generator = new Generator(PLAN, System::nanoTime)) {
            generator.connect(Cast.of(PLAN.users(), "it", List.of(server.address()), user -> user));
            return generator.run(new ThreadUsage(List.of(Generator.THREADS, EchoServer.THREADS)));
        }
    }

    private static Report report(Outcome outcome) {
        return Report.of("echo", PLAN, 1, outcome, Generator.THREADS);
    }

    private static boolean isHundredth(Message message) {
        return message.seq() % 100 == 0;
    }

    private static Message body(Message message, String body) {
        return new Message(
                message.n(),
                message.id(),
                message.from(),
                message.to(),
                message.seq(),
                message.at(),
                message.kind(),
                body);
    }

    /// Holds one message of one sender back until their next.
    private static final class Overtaking implements Deliveries {
        private final List<Message> held = new ArrayList<>();
        private boolean done;

        @Override
        public List<Message> of(Message message) {
            if (!done && held.isEmpty()) {
                held.add(message);
                return List.of();
            }
            if (done || !held.getFirst().from().equals(message.from())) return List.of(message);
            done = true;
            return List.of(message, held.getFirst());
        }
    }
}
