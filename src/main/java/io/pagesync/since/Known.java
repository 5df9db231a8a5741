package io.pagesync.since;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger has of a sync's mark.
 *
 * @param mark the mark; empty if there is none
 * @param highest the highest value that the last whole run has seen; empty if none was
 * @param asked a fingerprint of what the sync was asked for when it was set
 * @param repeats the records within the overlap before it
 * @param whole when the last whole run began; null if there was none
 * @param full when the last whole run began that asked for everything; null if there was none
 */
public record Known(
        String mark,
        String highest,
        long asked,
        Repeats repeats,
        @Nullable Instant whole,
        @Nullable Instant full) {
    /** Nothing. */
    public static final Known NOTHING = new Known("", "", 0, Repeats.NONE, null, null);
}
