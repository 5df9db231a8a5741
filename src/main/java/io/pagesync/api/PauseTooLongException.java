package io.pagesync.api;

import io.pagesync.PagesyncException;
import io.pagesync.rate.limit.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The API asks for a pause longer than we sit out, or a limit is used up for as long: the run stops, and says until when. */
public final class PauseTooLongException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private PauseTooLongException(String message) {
        super(message);
    }

    /** One that another process has met, in its words. */
    public static PauseTooLongException told(String message) {
        return new PauseTooLongException(message);
    }

    PauseTooLongException(Instant until, Duration asked, ApiSettings settings) {
        super("the API wants no request until " + until.truncatedTo(ChronoUnit.SECONDS) + " (" + asked.toSeconds()
                + " s from now), longer than the " + settings.maxPause().toSeconds()
                + " s we sit out; run again after that time, or allow a longer pause ("
                + settings.names().setting("max-pause") + ")");
    }

    PauseTooLongException(Instant until, Duration wait, Quota usedUp, ApiSettings settings) {
        super("the limit of " + usedUp + " is used up until " + until.truncatedTo(ChronoUnit.SECONDS) + " ("
                + wait.toSeconds() + " s from now), longer than the "
                + settings.maxPause().toSeconds()
                + " s we sit out; run again after that time, or allow a longer pause ("
                + settings.names().setting("max-pause") + ")");
    }
}
