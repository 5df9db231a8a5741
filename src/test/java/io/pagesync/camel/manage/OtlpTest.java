package io.pagesync.camel.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics that are sent to a collector of OpenTelemetry. */
final class OtlpTest {
    @Test
    void collector_getsTheMetrics_andOnceMoreAtTheEnd() throws Exception {
        ConcurrentLinkedQueue<ExportMetricsServiceRequest> sent = new ConcurrentLinkedQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            sent.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics";
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.builder().records(250).rateLimit(0).build());
                Engine engine = Engine.withSettings(
                        TestApi.at(sandbox.baseUri()).settings(),
                        Map.of(
                                "pagesync.management.port", "off",
                                "pagesync.management.otlp-url", url,
                                "pagesync.management.otlp-interval", "1h",
                                "pagesync.ledger.data-source", "memory"))) {
            TestSync.packages().addTo(engine.context());
            try (Management management = Management.open(engine.context(), sentence -> {}, said -> {}, List::of)) {
                assertThat(management.uri()).isEmpty();
                assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            }
        } finally {
            collector.stop(0);
        }

        assertThat(sent).isNotEmpty();
        assertThat(sent.stream()
                        .flatMap(each -> each.getResourceMetrics(0).getResource().getAttributesList().stream())
                        .map(attribute ->
                                attribute.getKey() + "=" + attribute.getValue().getStringValue()))
                .contains("service.name=pagesync");
        assertThat(metrics(sent).map(Metric::getName))
                .contains("pagesync.runs", "pagesync.records", "pagesync.requests", "pagesync.runs.active");
        assertThat(metrics(sent)
                        .filter(each -> each.getName().equals("pagesync.records"))
                        .flatMap(each -> each.getSum().getDataPointsList().stream())
                        .mapToDouble(point -> point.getAsDouble() + point.getAsInt())
                        .max())
                .hasValue(250);
    }

    private static Stream<Metric> metrics(ConcurrentLinkedQueue<ExportMetricsServiceRequest> sent) {
        return sent.stream()
                .flatMap(each -> each.getResourceMetricsList().stream())
                .flatMap(each -> each.getScopeMetricsList().stream())
                .flatMap(each -> each.getMetricsList().stream());
    }
}
