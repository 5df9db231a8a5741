package io.pagesync.view;

import io.pagesync.report.RunStatus;
import java.time.Duration;

/** What keeps a run from being faster. */
public enum Brake {
    /** It ends early. */
    STOPPING,
    /** The ledger is away, or the permits that several processes share: nothing is delivered until it is back. */
    LEDGER,
    /** The API asked to be left alone, or a limit is used up. */
    PAUSE,
    /** Requests go out as fast as they may. */
    RATE_LIMIT,
    /** All slots wait for answers of the API. */
    API,
    /** Fewer requests are under way than may be, because pages wait for their destinations. */
    DESTINATION,
    /** Nothing: the last pages are under way. */
    NOTHING,
    /** It has not run for long enough to tell. */
    NOT_KNOWN;

    /** From this part of what may be on, it is used up. */
    private static final double NEARLY = 0.9;

    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    /**
     * What holds a run.
     *
     * @param stopped whether it was told to end
     * @param held whether its ledger is there
     * @param concurrency how many requests of its API may be under way
     * @param pace how it went in the last seconds
     */
    public static Brake of(RunStatus run, boolean stopped, boolean held, int concurrency, RunPace pace) {
        if (stopped) {
            return STOPPING;
        }
        if (!held) {
            return LEDGER;
        }
        if (run.pauseLeft().compareTo(WORTH_TELLING) > 0) {
            return PAUSE;
        }
        Integer planned = run.plannedPages();
        if (planned != null && planned - run.pages() <= concurrency) {
            return NOTHING;
        }
        if (!pace.tells()) {
            return NOT_KNOWN;
        }
        if (run.limit() > 0 && pace.rate() >= NEARLY * run.limit()) {
            return RATE_LIMIT;
        }
        return pace.inFlight() >= NEARLY * concurrency ? API : DESTINATION;
    }
}
