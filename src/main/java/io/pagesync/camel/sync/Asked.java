package io.pagesync.camel.sync;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.Fingerprint;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.since.SinceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** What a run of a sync is asked for, by which its ledger knows whether an earlier one may be gone on with. */
public final class Asked {
    /** What changes nothing of which records are loaded and where they go. */
    private static final List<String> INDIFFERENT = List.of(
            "schedule",
            "timeZone",
            "misfire",
            "fullSchedule",
            "sinceKept",
            "batchSize",
            "verify",
            "end",
            "onDrift",
            "sorted",
            "repairPasses",
            "resumeMaxAge",
            "maxAge",
            "spool",
            "onPageFailure",
            "onPartitionFailure");

    private Asked() {}

    static RunRequest of(CamelContext context, Sync sync, ApiSettings api, Start start) {
        Collection collection = sync.collection();
        Map<String, String> parameters = new TreeMap<>(sync.parameters());
        parameters.keySet().removeAll(INDIFFERENT);
        StringBuilder all = new StringBuilder();
        all.append(api.baseUri()).append('\n').append(parameters);
        for (Endpoint endpoint : SyncEndpoints.of(context, sync.name())) {
            all.append('\n').append(endpoint.getEndpointUri());
        }
        // Who is given pages or records as the result needs all of them.
        boolean goesOn = collection.gather() == Collection.Gather.REPORT;
        return new RunRequest(
                sync.name(),
                collection.shownUrl(),
                Fingerprint.of(all.toString()),
                goesOn ? maxAge(sync) : Duration.ZERO,
                start,
                collection.incremental() == null ? null : since(sync, Instant.now()));
    }

    /** What tells the pages of a sync from all others, for those who could deliver them: its name, and what it asks for. */
    public static String work(CamelContext context, Sync sync, ApiSettings api) {
        long asked = of(context, sync, api, Start.NOW).asked();
        return String.format(Locale.ROOT, "%s:%016x", sync.name(), asked);
    }

    /** How a sync asks only for what has changed. */
    static SinceRequest since(Sync sync, Instant now) {
        Incremental incremental = Objects.requireNonNull(sync.collection().incremental(), "the sync asks for changes");
        return new SinceRequest(
                incremental.since(), Schedules.last(sync.full(), now).orElse(null));
    }

    /** What is set; else the time from one start to the next, and an hour at the least. */
    private static Duration maxAge(Sync sync) {
        if (sync.resumeMaxAge() != null) {
            return sync.resumeMaxAge();
        }
        Optional<Instant> next = Schedules.next(sync, Instant.now());
        Optional<Instant> behind = next.flatMap(start -> Schedules.next(sync, start));
        return next.isPresent() && behind.isPresent()
                ? longer(Duration.between(next.get(), behind.get()), RunRequest.RESUME_MAX_AGE)
                : RunRequest.RESUME_MAX_AGE;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
