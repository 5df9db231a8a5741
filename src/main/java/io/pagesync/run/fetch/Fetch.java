package io.pagesync.run.fetch;

import io.pagesync.api.Attempt;
import io.pagesync.paging.request.PageRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The page that is being fetched now, and how often it was asked for. Thread-safe. */
public final class Fetch {
    private static final int MOST_REPEATS = 5;
    private static final int MOST_REDIRECTS = 5;
    /** What is refused more often than that in spite of the pauses the API has asked for is refused for good. */
    private static final int MOST_PAUSES = 10;

    private @Nullable PageRequest original;
    /** What was sent last. */
    private @Nullable PageRequest asked;
    /** Where a redirect leads. */
    private @Nullable PageRequest target;

    private Attempt attempt = new Attempt();
    private int attempts;
    private boolean unauthorized;
    private int repeats;
    private int redirects;
    private int pauses;
    private int postponements;
    private Duration postponed = Duration.ZERO;
    /** How long the next attempt waits; null where the backoff says it. */
    private @Nullable Duration waiting;

    /** A page is to be fetched. */
    public synchronized void begin(PageRequest next) {
        original = next;
        asked = next;
        target = null;
        attempts = 0;
        unauthorized = false;
        repeats = 0;
        redirects = 0;
        pauses = 0;
        postponements = 0;
        postponed = Duration.ZERO;
        waiting = null;
    }

    /** The request for the page that was sent last, or is to be sent first. */
    public synchronized PageRequest request() {
        PageRequest now = asked;
        if (now == null) {
            throw new IllegalStateException("no page is being fetched");
        }
        return now;
    }

    /** The request to send now: where a redirect leads, if the last attempt met one, else the one for the page. */
    public synchronized PageRequest next() {
        if (target == null) {
            redirects = 0;
        }
        asked = target == null ? original : target;
        target = null;
        return request();
    }

    /** An attempt begins, with neither permit nor credential. */
    public synchronized void beginAttempt() {
        attempt = new Attempt();
    }

    /** The attempt that is made now. */
    public synchronized Attempt attempt() {
        return attempt;
    }

    /** One more attempt goes out. */
    public synchronized void sent() {
        attempts++;
        waiting = null;
    }

    /** How many attempts have gone out for the page, those that do not count aside. */
    public synchronized int attempts() {
        return attempts;
    }

    /** How many pauses of the API were sat out for the page. */
    public synchronized int pauses() {
        return pauses;
    }

    /** Whether it was asked for before, be it that the attempt did not count. */
    public synchronized boolean askedBefore() {
        return attempts > 0 || unauthorized || repeats + redirects + pauses + postponements > 0;
    }

    /** The attempt was answered otherwise than with 401. */
    public synchronized void authorized() {
        unauthorized = false;
    }

    /**
     * The attempt was refused for want of better credentials. The first time in a row does not count as an attempt, for
     * its token may have ended.
     *
     * @return whether it was the first in a row
     */
    public synchronized boolean forgive() {
        if (unauthorized) {
            return false;
        }
        unauthorized = true;
        return again(Duration.ZERO);
    }

    /**
     * The attempt went to a connection that had ended already, which does not count as an attempt.
     *
     * @return whether it is made again at once; not for ever
     */
    public synchronized boolean repeat() {
        return repeats < MOST_REPEATS && ++repeats > 0 && again(Duration.ZERO);
    }

    /**
     * The attempt was led elsewhere, which does not count as an attempt.
     *
     * @return whether that is followed; not for ever
     */
    public synchronized boolean redirect(PageRequest to) {
        if (redirects == MOST_REDIRECTS) {
            return false;
        }
        redirects++;
        target = to;
        return again(Duration.ZERO);
    }

    /**
     * The attempt was refused because of a limit, and all wait until that is over: it does not count as an attempt.
     *
     * @return whether that is so; not for ever, after that each counts
     */
    public synchronized boolean sitOut() {
        return pauses < MOST_PAUSES && ++pauses > 0 && again(Duration.ZERO);
    }

    /**
     * The page is not ready. To wait for it does not count as an attempt.
     *
     * @param length how long, by how often it was not ready before
     * @param most how long it is waited for in all
     * @return whether it is waited for
     */
    public synchronized boolean postpone(IntFunction<Duration> length, Duration most) {
        Duration next = length.apply(postponements + 1);
        Duration all = postponed.plus(next);
        if (all.compareTo(most) > 0) {
            return false;
        }
        postponements++;
        postponed = all;
        return again(next);
    }

    private boolean again(Duration after) {
        attempts--;
        waiting = after;
        return true;
    }

    /** How long the next attempt waits, where the last one did not count; empty if the backoff says how long. */
    public synchronized Optional<Duration> ownWait() {
        return Optional.ofNullable(waiting);
    }

    /** How often it was asked for, as the end of a sentence about it; empty if once. */
    public synchronized String afterAttempts() {
        if (attempts < 2 && pauses == 0) {
            return "";
        }
        int counted = Math.max(1, attempts);
        return " (after " + counted + (counted == 1 ? " attempt" : " attempts")
                + (pauses == 0 ? "" : " and " + pauses + (pauses == 1 ? " pause" : " pauses"))
                + ")";
    }
}
