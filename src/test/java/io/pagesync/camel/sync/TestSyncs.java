package io.pagesync.camel.sync;

import io.pagesync.settings.Naming;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** Syncs that nobody runs. */
public final class TestSyncs {
    private TestSyncs() {}

    /** Of this schedule in UTC, and what becomes of a start that it misses. */
    public static Sync sync(String cron, Sync.Misfire misfire) {
        return sync(cron, ZoneOffset.UTC, misfire);
    }

    /** Of this schedule and greatest age. */
    public static Sync ofAge(String cron, Duration maxAge) {
        Sync its = sync(cron, Sync.Misfire.RUN);
        return new Sync(
                its.collection(),
                its.parameters(),
                cron,
                its.fullSchedule(),
                its.timeZone(),
                its.resumeMaxAge(),
                maxAge,
                its.misfire(),
                its.spool());
    }

    /** The same in another time zone. */
    static Sync sync(String cron, ZoneId zone, Sync.Misfire misfire) {
        return new Sync(
                new CollectionParameters(Map.ofEntries(
                                Map.entry("name", "packages"),
                                Map.entry("api", "t3"),
                                Map.entry("path", "/p"),
                                Map.entry("pageParameter", "page"),
                                Map.entry("sizeParameter", "pageSize"),
                                Map.entry("pageSize", "0"),
                                Map.entry("firstPage", "1"),
                                Map.entry("batchSize", "0"),
                                Map.entry("order", "arrival"),
                                Map.entry("verify", "counted"),
                                Map.entry("onPageFailure", "stop"),
                                Map.entry("gather", "report")))
                        .collection(URI.create("http://localhost"), Naming.ofFiles("t3")),
                Map.of(),
                cron,
                "",
                zone,
                null,
                null,
                misfire,
                false);
    }
}
