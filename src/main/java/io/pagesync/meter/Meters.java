package io.pagesync.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pagesync.api.Api;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import io.pagesync.work.WorkCount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All meters of a process, or of an application's context, in one registry: that of the application, or one of our own. What
 * is registered lives as long as this. Thread-safe.
 */
public final class Meters {
    private final MeterRegistry registry;
    private final Map<String, SyncCount> counts = new ConcurrentHashMap<>();
    private final Map<String, SyncMeters> syncs = new ConcurrentHashMap<>();
    private final Counter failedEvents;

    /** In this registry. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.failedEvents = new Registered(registry).counter(Metric.UNTOLD_EVENTS);
    }

    /** Registers what the process does for the owners of runs, once. */
    public void work(WorkCount count) {
        Registered registered = new Registered(registry);
        registered.gauge(Metric.WORK_IN_FLIGHT, count, WorkCount::inFlight);
        registered.counter(Metric.WORK_PAGES, count, WorkCount::delivered);
    }

    /** Registers an API, once. */
    public void api(Api api) {
        ApiMeters.register(registry, api);
    }

    /** Registers a sync, if it is not there yet, with what {@link SyncCount} asks for. */
    public void sync(String name, Supplier<Optional<Instant>> next, Function<Instant, Optional<Instant>> lateFrom) {
        SyncCount count = counts.computeIfAbsent(name, its -> new SyncCount(next, lateFrom));
        syncs.computeIfAbsent(name, its -> new SyncMeters(registry, name, count));
    }

    /** A run that ended before this process began. */
    public void earlier(RunReport report) {
        count(report.sync(), count -> count.earlier(report));
    }

    /** A run of a sync opens; nothing, if the sync is none of these. */
    public void opened(Run run) {
        count(run.collection().sync(), count -> count.opened(run));
    }

    /** A run has ended; the same. */
    public void closed(RunReport report) {
        count(report.sync(), count -> count.closed(report));
        SyncMeters its = syncs.get(report.sync());
        if (its != null) {
            its.closed(report);
        }
    }

    /** A person has approved what waited of a run. */
    public void approved(RunReport report) {
        count(report.sync(), count -> count.approved(report));
    }

    /** A start by the schedule did not come in time: it is made up for, or left out. */
    public void missed(String sync, boolean madeUpFor) {
        count(sync, count -> count.missed(madeUpFor));
    }

    /** An event could not be passed on. */
    public void eventFailed() {
        failedEvents.increment();
    }

    private void count(String sync, Consumer<SyncCount> what) {
        SyncCount count = counts.get(sync);
        if (count != null) {
            what.accept(count);
        }
    }
}
