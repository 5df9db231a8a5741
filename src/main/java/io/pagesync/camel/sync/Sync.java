package io.pagesync.camel.sync;

import io.pagesync.run.plan.Collection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sync of a Camel context: a route that begins with a collection.
 *
 * @param collection what it loads; its name is the sync's
 * @param parameters the parameters of its collection-source as they were read, without RAW(...)
 * @param schedule when it starts by itself, as a Quartz cron expression; empty if it does not
 * @param fullSchedule when it asks for everything, where it asks only for what has changed else, as the schedule is written;
 *     empty if it never does by itself
 * @param timeZone the time zone the schedules are read in
 * @param resumeMaxAge how long ago a run may have begun, to be gone on with; null for the time between two starts
 * @param maxAge how long ago its last whole run may have begun before it is late; null for what the schedule says
 * @param misfire what becomes of a start that was missed, because nobody ran, or an earlier run was under way
 * @param spool whether pages that come and that a destination does not take are kept on disk
 */
public record Sync(
        Collection collection,
        Map<String, String> parameters,
        String schedule,
        String fullSchedule,
        ZoneId timeZone,
        @Nullable Duration resumeMaxAge,
        @Nullable Duration maxAge,
        Misfire misfire,
        boolean spool) {
    /** Copies the parameters. */
    public Sync {
        parameters = Map.copyOf(parameters);
    }

    /** What becomes of a missed start. */
    public enum Misfire {
        /** It is made up for, once, as soon as may be. */
        RUN,
        /** It is left out; the next one is the next by the schedule. */
        SKIP
    }

    /** The same with its full schedule as its schedule. */
    public Sync full() {
        return new Sync(collection, parameters, fullSchedule, "", timeZone, resumeMaxAge, maxAge, misfire, spool);
    }

    /** Whether its runs need to know of earlier ones, in a ledger that outlives its process. */
    public boolean needsMarks() {
        return collection.incremental() != null || spool;
    }

    /** The sync's name: its route's id. */
    public String name() {
        return collection.sync();
    }
}
