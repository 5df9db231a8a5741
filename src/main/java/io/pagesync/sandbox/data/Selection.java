package io.pagesync.sandbox.data;

import io.pagesync.sandbox.call.Parameters;
import io.pagesync.sandbox.call.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records a request is about, and in which order.
 *
 * @param sort the order of the records
 * @param filters conditions; empty for all records
 * @param any true if one filter is enough, false if all must hold
 * @param modified what must hold whatever else does; null for nothing
 */
public record Selection(
        SortOrder sort,
        List<RecordFilter> filters,
        boolean any,
        @Nullable RecordFilter modified) {
    /** Whether all records are meant. */
    boolean all() {
        return filters.isEmpty() && modified == null;
    }

    /** Copies the list. */
    public Selection {
        filters = List.copyOf(filters);
    }

    /**
     * Reads it from a request's parameters; those it does not know are passed over.
     *
     * @throws RefusedException if one of them cannot be
     */
    public static Selection parse(Parameters parameters) {
        String modified = parameters.first("lastModifiedStart");
        return new Selection(
                SortOrder.parse(parameters.first("sort")),
                parameters.all("filter").stream().map(RecordFilter::parse).toList(),
                parameters.choice("filterLogic", "and", "or"),
                modified == null || modified.isEmpty() ? null : RecordFilter.modifiedFrom(modified));
    }
}
