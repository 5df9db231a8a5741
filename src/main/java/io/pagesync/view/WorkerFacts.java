package io.pagesync.view;

import io.pagesync.ledger.Ledger.Worker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A process of a cluster that delivers pages, as JSON has it. Times are ISO 8601 in UTC.
 *
 * @param host its process and machine, for people
 * @param version its Pagesync's
 * @param state alive, or gone: then its pages are given to others
 * @param pagesPerSecond how fast it has delivered pages in the last minute; 0 where it is gone
 * @param inFlight how many it has under way
 * @param pages how many it has delivered
 * @param started when it was started
 * @param seen its last sign of life
 */
public record WorkerFacts(
        String host,
        String version,
        String state,
        double pagesPerSecond,
        int inFlight,
        long pages,
        String started,
        String seen) {
    /** Those of a worker. */
    public static WorkerFacts of(Worker worker) {
        return new WorkerFacts(
                worker.host(),
                worker.version(),
                worker.alive() ? "alive" : "gone",
                worker.alive() ? Math.round(worker.perMinute() / 6.0) / 10.0 : 0,
                worker.alive() ? worker.inFlight() : 0,
                worker.pages(),
                text(worker.started()),
                text(worker.seen()));
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
