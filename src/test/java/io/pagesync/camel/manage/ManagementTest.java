package io.pagesync.camel.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.operate.Health;
import io.pagesync.meter.Metric;
import io.pagesync.meter.MetricReference;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read on the management port, of runs that went well and others. */
@SuppressWarnings("NullAway.Init")
final class ManagementTest {
    private static final String SYNC = "sync=\"packages\"";
    private static final String API = "api=\"t3\"";

    private Sandbox sandbox;
    private Engine engine;
    private Management management;

    private void start(Faults faults, UnaryOperator<TestApi> api) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.builder()
                .records(250)
                .rateLimit(0)
                .faults(faults)
                .build());
        engine = Engine.withSettings(
                api.apply(TestApi.at(sandbox.baseUri()).quotas("5000/h")).settings(),
                Map.of("pagesync.management.port", "0", "pagesync.ledger.data-source", "memory"));
        TestSync.packages().with("schedule", "0 0 2 * * ?").addTo(engine.context());
        management = Management.open(
                engine.context(),
                sentence -> {
                    throw new AssertionError(sentence);
                },
                said -> {},
                List::of);
    }

    @AfterEach
    void stop() {
        management.close();
        engine.close();
        sandbox.close();
    }

    private RunReport run() {
        return Pipeline.run(engine.context(), "packages");
    }

    private Scrape get(String path) throws Exception {
        return Scrape.of(management.uri().orElseThrow(), path);
    }

    @Test
    void metrics_beforeTheFirstRun_haveAllSeriesOfTheReference() throws Exception {
        start(Faults.none(), api -> api);
        Scrape scrape = get("/metrics");

        Map<String, String> declared = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            declared.put(metric.prometheusName(), metric.kind().type());
            if (metric.hasMaximum()) {
                declared.put(metric.prometheusName() + "_max", "gauge");
            }
        }
        assertThat(scrape.types()).isEqualTo(declared);
        assertThat(declared.keySet()).allMatch(scrape::hasHelp);
        assertThat(scrape.value("pagesync_runs_seconds_count", SYNC, "verdict=\"failed\""))
                .isZero();
        assertThat(scrape.value("pagesync_last_success_timestamp_seconds", SYNC))
                .isZero();
        assertThat(scrape.value("pagesync_next_start_timestamp_seconds", SYNC))
                .isGreaterThan(System.currentTimeMillis() / 1000.0 - 60);
        assertThat(scrape.value("pagesync_requests_seconds_count", API, "status=\"none\""))
                .isZero();
        assertThat(scrape.value("pagesync_quota_remaining", API, "limit=\"5000/h\""))
                .isEqualTo(5000);
        assertThat(scrape.value("pagesync_announced_remaining", API)).isNaN();
    }

    @Test
    void reference_isTheDocument() throws Exception {
        start(Faults.none(), api -> api);

        assertThat(Files.readString(Path.of("docs/metrics.md")))
                .as("rewrite it: java -cp ... io.pagesync.meter.MetricReference has its text")
                .isEqualTo(MetricReference.markdown());
    }

    @Test
    void metrics_afterACompleteRun_sayWhatItDid() throws Exception {
        start(Faults.none(), api -> api);
        RunReport report = run();
        Scrape scrape = get("/metrics");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(scrape.value("pagesync_runs_seconds_count", SYNC, "verdict=\"complete\""))
                .isEqualTo(1);
        assertThat(scrape.value("pagesync_runs_active", SYNC)).isZero();
        assertThat(scrape.value("pagesync_pages_total", "state=\"delivered\"", SYNC))
                .isEqualTo(3);
        assertThat(scrape.value("pagesync_records_total", "state=\"delivered\"", SYNC))
                .isEqualTo(250);
        assertThat(scrape.value("pagesync_received_bytes_total", SYNC))
                .isEqualTo((double) report.traffic().bytes());
        assertThat(scrape.value("pagesync_requests_seconds_count", API, "status=\"2xx\""))
                .isEqualTo((double) report.traffic().requests());
        assertThat(scrape.value("pagesync_permit_wait_seconds_count", API))
                .isEqualTo((double) report.traffic().requests());
        assertThat(scrape.value("pagesync_quota_remaining", API, "limit=\"5000/h\""))
                .isEqualTo(5000.0 - report.traffic().requests());
        assertThat(scrape.value("pagesync_requests_active", API)).isZero();
        double end = scrape.value("pagesync_last_end_timestamp_seconds", SYNC);
        assertThat(scrape.value("pagesync_last_success_timestamp_seconds", SYNC))
                .isEqualTo(end);
        assertThat(scrape.value("pagesync_last_start_timestamp_seconds", SYNC))
                .isPositive()
                .isLessThanOrEqualTo(end);
    }

    @Test
    void metrics_afterARunWithAFailedPage_countItAndNoSuccess() throws Exception {
        start(Faults.none().withFailingPages(Map.of(2, 500)), api -> api.concurrency(1)
                .attempts(2));
        RunReport report = run();
        Scrape scrape = get("/metrics");

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(scrape.value("pagesync_runs_seconds_count", SYNC, "verdict=\"partial\""))
                .isEqualTo(1);
        assertThat(scrape.value("pagesync_pages_total", "state=\"delivered\"", SYNC))
                .isEqualTo(report.pages().delivered());
        assertThat(scrape.value("pagesync_pages_total", "state=\"failed\"", SYNC))
                .isEqualTo(1);
        assertThat(scrape.value("pagesync_pages_total", "state=\"not_fetched\"", SYNC))
                .isEqualTo(report.pages().missing() - 1.0);
        assertThat(scrape.value("pagesync_requests_seconds_count", API, "status=\"5xx\""))
                .isEqualTo(2);
        assertThat(scrape.value("pagesync_retries_total", API))
                .isEqualTo((double) report.traffic().retries());
        assertThat(scrape.value("pagesync_last_success_timestamp_seconds", SYNC))
                .isZero();
    }

    @Test
    void metrics_ofTwoRuns_areSums() throws Exception {
        start(Faults.none(), api -> api);
        var first = run();
        var second = run();
        Scrape scrape = get("/metrics");

        assertThat(scrape.value("pagesync_records_total", "state=\"delivered\"", SYNC))
                .isEqualTo(500);
        assertThat(scrape.value("pagesync_received_bytes_total", SYNC))
                .isEqualTo((double) (first.traffic().bytes() + second.traffic().bytes()));
    }

    @Test
    void health_ofAnApiThatIsDown_staysUp() throws Exception {
        start(Faults.none(), api -> api.attempts(1));
        Health.of(engine.context()).started();
        sandbox.close();
        RunReport report = run();
        Scrape scrape = get("/metrics");

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(scrape.value("pagesync_runs_seconds_count", SYNC, "verdict=\"failed\""))
                .isEqualTo(1);
        assertThat(scrape.value("pagesync_requests_seconds_count", API, "status=\"none\""))
                .isPositive();
        assertThat(get("/health/live")).isEqualTo(new Scrape(200, "{\"status\":\"UP\"}\n"));
        assertThat(get("/health/ready").status()).isEqualTo(200);
        assertThat(get("/health").status()).isEqualTo(200);
    }

    @Test
    void health_untilAllIsStarted_isLiveAndNotReady() throws Exception {
        start(Faults.none(), api -> api);

        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(get("/health/ready"))
                .isEqualTo(new Scrape(503, "{\"status\":\"DOWN\",\"why\":[\"it is starting\"]}\n"));
    }

    @Test
    void health_withAProblemOfTheStart_isNotReady() throws Exception {
        start(Faults.none(), api -> api);
        Health.of(engine.context()).problem("the route orders is not started");
        Health.of(engine.context()).started();

        assertThat(get("/health/ready").text()).contains("the route orders is not started");
    }
}
