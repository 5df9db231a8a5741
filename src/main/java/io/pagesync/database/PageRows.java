package io.pagesync.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as rows.
 *
 * @param slots the place of each field in the rows, by its path, in the order of their first appearance
 * @param types the narrowest type of each slot; null where no record has a value
 * @param rows the records that can be held
 * @param refused those that cannot
 */
record PageRows(
        Map<String, Integer> slots, List<@Nullable ColumnType> types, List<Row> rows, List<RefusedRecord> refused) {

    int slot(String field) {
        return slots.getOrDefault(field, -1);
    }
}
