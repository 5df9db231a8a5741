package io.pagesync.database.change;

import java.util.List;

/**
 * A row at one moment.
 *
 * @param values the values of its columns, in their order, each as JSON writes it
 */
record RowImage(List<String> values) {
    /** Copies the list. */
    RowImage {
        values = List.copyOf(values);
    }
}
