package io.pagesync.sandbox.data;

import io.pagesync.sandbox.call.RefusedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The order of a collection's records.
 *
 * @param field what the records are ordered by
 * @param descending true for the highest first
 */
record SortOrder(Field field, boolean descending) {
    /** What can be sorted by. Labels are ordered as the ids are. */
    enum Field {
        ID,
        LABEL,
        LAST_MODIFIED
    }

    static final SortOrder DEFAULT = new SortOrder(Field.ID, false);

    /** Reads {@code field:asc}, {@code field:desc} or {@code field}; null is {@code id:asc}. */
    static SortOrder parse(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        int colon = text.indexOf(':');
        String direction = colon < 0 ? "asc" : text.substring(colon + 1).toLowerCase(Locale.ROOT);
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw refused();
        }
        Field field =
                switch (colon < 0 ? text : text.substring(0, colon)) {
                    case "id" -> Field.ID;
                    case "label" -> Field.LABEL;
                    case "lastModified" -> Field.LAST_MODIFIED;
                    default -> throw refused();
                };
        return new SortOrder(field, direction.equals("desc"));
    }

    /**
     * The ids at the positions from {@code from} up to, not including, {@code to} of this order; positions past the end
     * have none.
     */
    long[] slice(LiveIds ids, ModifiedOrder modified, long from, long to) {
        long size = ids.size();
        long start = Math.min(from, size);
        long end = Math.min(to, size);
        if (!descending) {
            return ascending(ids, modified, start, end);
        }
        long[] reversed = ascending(ids, modified, size - end, size - start);
        for (int i = 0, j = reversed.length - 1; i < j; i++, j--) {
            long id = reversed[i];
            reversed[i] = reversed[j];
            reversed[j] = id;
        }
        return reversed;
    }

    private long[] ascending(LiveIds ids, ModifiedOrder modified, long from, long to) {
        return field == Field.LAST_MODIFIED ? modified.slice(ids, from, to) : ids.slice(from, to);
    }

    private static RefusedException refused() {
        return RefusedException.badRequest("sort must be id, label or lastModified, followed by :asc or :desc");
    }
}
