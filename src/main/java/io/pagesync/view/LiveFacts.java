package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.report.RunStatus;
import io.pagesync.report.RunStatus.Partitions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an open run of this process is, as JSON has it.
 *
 * @param plannedPages how many pages there are; null as long as that is not known
 * @param pages how many are delivered
 * @param declaredRecords how many records were declared; null if none were, or it is not known yet
 * @param records how many are delivered
 * @param requests how many requests went out
 * @param retries how many of them were further attempts
 * @param inFlight how many requests of its API are under way
 * @param concurrency how many may be
 * @param limit the rate limit in requests a second, 0 for none
 * @param rate requests a second over the last ten seconds
 * @param rates the same of each of the last seconds, the oldest first
 * @param brake what keeps it from being faster
 * @param why the same, in one sentence
 * @param pausedUntil until when no request goes out, ISO 8601 in UTC; null if one may
 * @param secondsLeft how long the pages that are to come take at this rate; null if nobody can tell
 * @param partitions where its partitions are; null if the collection is not divided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveFacts(
        @Nullable Integer plannedPages,
        int pages,
        @Nullable Long declaredRecords,
        long records,
        long requests,
        long retries,
        int inFlight,
        int concurrency,
        double limit,
        double rate,
        List<Double> rates,
        String brake,
        String why,
        @Nullable String pausedUntil,
        @Nullable Long secondsLeft,
        @Nullable Partitions partitions) {
    /** Copies the list. */
    public LiveFacts {
        rates = List.copyOf(rates);
    }

    /**
     * Where a run is.
     *
     * @param pace how it went in the last minutes
     * @param brake what keeps it from being faster
     * @param why the same in one sentence
     * @param pausedUntil null if a request may go out
     */
    public static LiveFacts of(
            RunStatus run, int concurrency, RunPace pace, Brake brake, String why, @Nullable String pausedUntil) {
        double rate = pace.rate();
        Integer planned = run.plannedPages();
        Long left = planned == null || rate <= 0 || pausedUntil != null
                ? null
                : (Long) (long) Math.ceil(Math.max(0, planned - run.pages()) / rate);
        return new LiveFacts(
                planned,
                run.pages(),
                run.declaredRecords(),
                run.records(),
                run.requests(),
                run.retries(),
                run.inFlight(),
                concurrency,
                run.limit(),
                Math.round(rate * 10) / 10.0,
                pace.rates(),
                brake.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                why,
                pausedUntil,
                left,
                run.partitions());
    }
}
