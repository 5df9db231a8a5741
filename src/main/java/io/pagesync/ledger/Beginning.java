package io.pagesync.ledger;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the first page of a collection said when its run began: only where it says the same again can pages that were
 * delivered then stand beside those that come now.
 *
 * @param pages how many pages there are; empty where only the last one tells
 * @param records how many records were declared; empty if none were
 * @param first a fingerprint of the first page's keys, or of its records where they have none
 */
public record Beginning(OptionalInt pages, OptionalLong records, long first) {
    /** How the collection is another one now, in one clause; null if it seems to be the same. */
    public @Nullable String differs(Beginning now) {
        if (!records.equals(now.records)) {
            return String.format(Locale.ROOT, "the total was %s and is %s", counted(records), counted(now.records));
        }
        if (!pages.equals(now.pages)) {
            return "it had " + pages.orElse(0) + " pages and has " + now.pages.orElse(0);
        }
        return first == now.first ? null : "its first page holds other records now";
    }

    private static String counted(OptionalLong records) {
        return records.isPresent() ? String.format(Locale.ROOT, "%,d", records.getAsLong()) : "not told";
    }
}
