package io.pagesync.page;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about its collection, as it was written.
 *
 * @param total the text at the total's place, {@code "null"} for a JSON null, null where there is nothing
 * @param pages the text at the place of the number of pages, likewise; a URL where that of the last page is there
 * @param size the text at the page size's place, likewise
 * @param next the JSON at the place of what the next page is asked for with, as it arrived; what a header says, as a JSON
 *     string; null where there is nothing
 * @param more the text at the place that says whether there are more pages, likewise
 * @param link the URL that its header Link has for the next page; null where there is none
 * @param last the URL that it has for the last page, likewise
 * @param error what it says of an error beside its records, in one clause; null where it says nothing
 */
public record Envelope(
        @Nullable String total,
        @Nullable String pages,
        @Nullable String size,
        @Nullable String next,
        @Nullable String more,
        @Nullable String link,
        @Nullable String last,
        @Nullable String error) {
    /** What an answer says that knows nothing of numbers of pages and has no headers. */
    public Envelope(@Nullable String total, @Nullable String size, @Nullable String next) {
        this(total, null, size, next, null, null, null, null);
    }

    /** Whether there are more pages; empty where it says nothing of that, or what is neither yes nor no. */
    public Optional<Boolean> saysMore() {
        if (more == null) {
            return Optional.empty();
        }
        if (more.equalsIgnoreCase("true") || more.equalsIgnoreCase("false")) {
            return Optional.of(Boolean.valueOf(more));
        }
        // Some say how many are left.
        return WholeNumber.parse(more).stream().mapToObj(left -> left > 0).findFirst();
    }
}
