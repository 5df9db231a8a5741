package io.pagesync.page;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says about its collection, as it was written.
 *
 * @param total the text at the total's pointer, {@code "null"} for a JSON null, null where there is nothing
 * @param size the text at the page size's pointer, likewise
 * @param next the text at the pointer of what the next page is asked for with, likewise
 * @param link the URL that its header Link has for the next page; null where there is none
 */
public record Envelope(
        @Nullable String total,
        @Nullable String size,
        @Nullable String next,
        @Nullable String link) {
    /** What a body says. */
    public Envelope(@Nullable String total, @Nullable String size, @Nullable String next) {
        this(total, size, next, null);
    }
}
