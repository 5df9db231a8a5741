package io.pagesync.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The series of one sync in a registry. */
public final class SyncMeters {
    private final Map<Verdict, Timer> runs = new EnumMap<>(Verdict.class);

    /** Registers them; the count is to live as long as the registry. */
    public SyncMeters(MeterRegistry registry, String sync, SyncCount count) {
        Registered to = new Registered(registry);
        for (Verdict verdict : Verdict.values()) {
            runs.put(verdict, to.timer(Metric.RUNS, sync, Metric.word(verdict)));
        }
        to.gauge(Metric.ACTIVE, count, SyncCount::active, sync);
        to.gauge(Metric.LAST_START, count, SyncCount::lastStart, sync);
        to.gauge(Metric.LAST_END, count, SyncCount::lastEnd, sync);
        to.gauge(Metric.LAST_SUCCESS, count, SyncCount::lastSuccess, sync);
        to.gauge(Metric.NEXT_START, count, SyncCount::nextStart, sync);
        to.gauge(Metric.LATE_FROM, count, SyncCount::lateFrom, sync);
        to.counter(Metric.MISSED, count, SyncCount::madeUp, sync, "made_up");
        to.counter(Metric.MISSED, count, SyncCount::leftOut, sync, "left_out");
        to.counter(Metric.PAGES, count, SyncCount::delivered, sync, "delivered");
        to.counter(Metric.PAGES, count, SyncCount::failed, sync, "failed");
        to.counter(Metric.PAGES, count, SyncCount::notFetched, sync, "not_fetched");
        to.counter(Metric.RECORDS, count, SyncCount::records, sync, "delivered");
        to.counter(Metric.RECORDS, count, SyncCount::refused, sync, "refused");
        to.counter(Metric.RECEIVED, count, SyncCount::bytes, sync);
        to.counter(Metric.DRIFT, count, SyncCount::drift, sync);
        to.gauge(Metric.BLOCKED, count, SyncCount::blocked, sync);
    }

    /** A run has ended. */
    public void closed(RunReport report) {
        Timer timer = runs.get(report.verdict());
        if (timer != null) {
            timer.record(Duration.ofMillis(Math.round(report.seconds() * 1000)));
        }
    }
}
