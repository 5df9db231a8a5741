package io.pagesync.camel.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.pagesync.report.RunReport;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/**
 * What a run did, in the MeterRegistry of the context's registry, when the run has ended. The timer {@code
 * pagesync.runs} has the tags sync and verdict; the counters have the tag sync.
 */
final class RunMeters implements Consumer<RunReport> {
    private final CamelContext context;

    RunMeters(CamelContext context) {
        this.context = context;
    }

    @Override
    public void accept(RunReport report) {
        // Several, of which none is the primary one: nobody has said which is meant.
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        Tags sync = Tags.of("sync", report.sync());
        Timer.builder("pagesync.runs")
                .description("Runs, by sync and verdict, and how long they took")
                .tags(sync.and("verdict", report.verdict().name().toLowerCase(Locale.ROOT)))
                .register(registry)
                .record(Duration.ofMillis(Math.round(report.seconds() * 1000)));
        RunReport.Traffic traffic = report.traffic();
        count(registry, sync, "pages", report.pages().delivered());
        count(registry, sync, "pages.missing", report.pages().missing());
        count(registry, sync, "records", report.records().delivered());
        count(registry, sync, "requests", traffic.requests());
        count(registry, sync, "retries", traffic.retries());
        count(registry, sync, "pauses", traffic.pauses());
        count(registry, sync, "bytes", traffic.bytes());
    }

    private static void count(MeterRegistry registry, Tags sync, String name, long amount) {
        registry.counter("pagesync." + name, sync).increment((double) amount);
    }
}
