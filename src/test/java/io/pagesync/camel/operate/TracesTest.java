package io.pagesync.camel.operate;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.testing.SandboxExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Camel's traces show of a run, in an application that has them. */
final class TracesTest {
    private static final String SECRET = "a-secret-token";

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(250).api(api -> api.rate(50)
            .concurrency(4)
            .auth(Map.of("type", "bearer"), Map.of("PAGESYNC_API_T3_AUTH_TOKEN", SECRET)));

    @Test
    void run_isOneTrace_withEachRequestBelowIt_andWithoutSecrets() {
        List<SpanData> all;
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()) {
            Engine engine = SANDBOX.engine();
            engine.context().getRegistry().bind("tracer", Tracer.class, provider.get("pagesync"));
            new OpenTelemetryTracer().init(engine.context());
            packages().addTo(engine.context());

            Pipeline.run(engine.context(), "packages");
            all = spans.getFinishedSpanItems();
        }
        Map<String, SpanData> byId = new HashMap<>();
        all.forEach(span -> byId.put(span.getSpanId(), span));
        List<SpanData> roots = all.stream()
                .filter(span -> !byId.containsKey(span.getParentSpanId()))
                .toList();

        assertThat(roots).extracting(SpanData::getName).containsExactly("pagesync-sync-packages");
        assertThat(all)
                .extracting(SpanData::getTraceId)
                .containsOnly(roots.get(0).getTraceId());
        assertThat(all.stream().filter(span -> span.getName().equals("GET"))).hasSameSizeAs(SANDBOX.requests());
        assertThat(all.toString()).doesNotContain(SECRET);
    }
}
