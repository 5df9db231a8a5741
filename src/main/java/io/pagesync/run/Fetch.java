package io.pagesync.run;

import io.pagesync.paging.PageRequest;
import org.jspecify.annotations.Nullable;

/** The page that is being fetched now, and how often it was asked for. Thread-safe. */
public final class Fetch {
    private @Nullable PageRequest request;
    private int attempts;
    private boolean inFlight;
    private boolean unauthorized;

    /** A page is to be fetched. */
    public synchronized void begin(PageRequest next) {
        request = next;
        attempts = 0;
        unauthorized = false;
    }

    /** The page that is being fetched. */
    public synchronized PageRequest request() {
        PageRequest now = request;
        if (now == null) {
            throw new IllegalStateException("no page is being fetched");
        }
        return now;
    }

    /** One more attempt goes out. */
    public synchronized void sent() {
        attempts++;
        inFlight = true;
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
        return attempts > 0 || unauthorized;
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
        return true;
    }
}
