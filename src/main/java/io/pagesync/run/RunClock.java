package io.pagesync.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a run began and how long it has taken. */
final class RunClock {
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    String started() {
        return started.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
