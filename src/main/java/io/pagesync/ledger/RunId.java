package io.pagesync.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ids of runs, which sort by time: when the run was opened, and a random end. */
public final class RunId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /** The id of a run that is opened now. */
    public static String next() {
        return COMPACT.format(Instant.now()) + "-" + String.format(Locale.ROOT, "%08x", RANDOM.nextInt());
    }

    /** When the run of this id was opened first, by the clock of who opened it. */
    public static Instant openedAt(String id) {
        return Instant.from(COMPACT.parse(id.substring(0, id.indexOf('-'))));
    }
}
