package io.pagesync.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** When a run began and how long it has taken; the run's id is made of it. */
final class RunClock {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    /** An id that sorts by time. */
    String id() {
        return COMPACT.format(started) + "-" + String.format(Locale.ROOT, "%08x", RANDOM.nextInt());
    }

    String started() {
        return started.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
