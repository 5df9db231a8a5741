package io.pagesync.run;

import io.pagesync.plan.PageRequest;
import org.jspecify.annotations.Nullable;

/** The page that is being fetched now, and how often it was asked for. Thread-safe. */
public final class Fetch {
    private @Nullable PageRequest request;
    private int attempts;
    private boolean inFlight;

    /** A page is to be fetched. */
    public synchronized void begin(PageRequest next) {
        request = next;
        attempts = 0;
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
}
