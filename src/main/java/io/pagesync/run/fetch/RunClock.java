package io.pagesync.run.fetch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a run began and how long it has taken. */
public final class RunClock {
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    /** When it began, ISO 8601 in UTC. */
    public String started() {
        return started.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** How long ago that is now. */
    public double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
