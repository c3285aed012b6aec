package dev.godwit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lifecycle.Readiness;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ManagementServerTest {
    private final AtomicReference<Readiness.Status> kafka =
            new AtomicReference<>(new Readiness.Status.NotReady("no broker answers"));

    @Test
    void saysWhatIsMissingUntilNothingIs() throws Exception {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.counter("godwit.tests").increment();
        try (var server =
                ManagementServer.start(
                        new InetSocketAddress("127.0.0.1", 0),
                        new Health(List.of(part())),
                        metrics)) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            var notReady = get(server, "/health/ready");
            assertThat(notReady.statusCode()).isEqualTo(503);
            assertThat(notReady.body()).isEqualTo("{\"kafka\":\"no broker answers\"}");

            kafka.set(new Readiness.Status.Degraded("slow"));
            var degraded = get(server, "/health/ready");
            assertThat(degraded.statusCode()).isEqualTo(200);
            assertThat(degraded.body()).isEqualTo("{\"kafka\":\"degraded: slow\"}");

            kafka.set(new Readiness.Status.Ready());

            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body()).contains("godwit_tests_total 1.0");
        }
    }

    private Readiness part() {
        return new Readiness() {
            @Override
            public String name() {
                return "kafka";
            }

            @Override
            public Status status() {
                return kafka.get();
            }
        };
    }

    private static HttpResponse<String> get(ManagementServer server, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
