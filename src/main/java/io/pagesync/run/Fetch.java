package io.pagesync.run;

import io.pagesync.api.Attempt;
import io.pagesync.paging.PageRequest;
import org.jspecify.annotations.Nullable;

/** The page that is being fetched now, and how often it was asked for. Thread-safe. */
public final class Fetch {
    private static final int MOST_REPEATS = 5;

    private @Nullable PageRequest request;
    private Attempt attempt = new Attempt();
    private int attempts;
    private boolean inFlight;
    private boolean unauthorized;
    private int repeats;
    private boolean atOnce;

    /** A page is to be fetched. */
    public synchronized void begin(PageRequest next) {
        request = next;
        attempts = 0;
        unauthorized = false;
        repeats = 0;
        atOnce = false;
    }

    /** The page that is being fetched. */
    public synchronized PageRequest request() {
        PageRequest now = request;
        if (now == null) {
            throw new IllegalStateException("no page is being fetched");
        }
        return now;
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
        inFlight = true;
        atOnce = false;
    }

    /** The attempt is over; returns whether it had gone out. */
    public synchronized boolean over() {
        boolean was = inFlight;
        inFlight = false;
        return was;
    }

    /** How many attempts have gone out for the page. */
    public synchronized int attempts() {
        return attempts;
    }

    /** Whether it was asked for before, be it that the attempt was forgiven. */
    public synchronized boolean askedBefore() {
        return attempts > 0 || unauthorized || repeats > 0;
    }

    /** The attempt was answered otherwise than with 401. */
    public synchronized void authorized() {
        unauthorized = false;
    }

    /**
     * The attempt was answered 401. The first one in a row does not count as an attempt, for its token may have ended.
     *
     * @return whether it was the first in a row
     */
    public synchronized boolean forgive() {
        if (unauthorized) {
            return false;
        }
        unauthorized = true;
        attempts--;
        atOnce = true;
        return true;
    }

    /**
     * The attempt went to a connection that had ended already, which does not count as an attempt.
     *
     * @return whether it is made again at once; not for ever
     */
    public synchronized boolean repeat() {
        if (repeats == MOST_REPEATS) {
            return false;
        }
        repeats++;
        attempts--;
        atOnce = true;
        return true;
    }

    /** Whether the next attempt need not wait: the last one says nothing of the server. */
    public synchronized boolean atOnce() {
        return atOnce;
    }
}
