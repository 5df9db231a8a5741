package io.pagesync.database.row;

import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableSchema;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as rows.
 *
 * @param slots the place of each field in the rows, by its path, in the order of their first appearance
 * @param types the narrowest type of each slot; null where no record has a value
 * @param nested of slots that hold objects or arrays beside other values, the positions of the records that have them
 * @param bare of slots that hold strings beside other values, the positions of the records that have the others
 * @param rows the records that can be held
 * @param refused those that cannot
 */
public record PageRows(
        Map<String, Integer> slots,
        List<@Nullable ColumnType> types,
        Map<Integer, BitSet> nested,
        Map<Integer, BitSet> bare,
        List<Row> rows,
        List<RefusedRecord> refused) {

    /** Where the values of a field are in the rows; negative if the page has none. */
    public int slot(String field) {
        return slots.getOrDefault(field, -1);
    }

    /** The fields that have no column in the table yet, or one that is too narrow, with the type they need. */
    public Map<String, ColumnType> lacking(TableSchema schema) {
        Map<String, ColumnType> lacking = new LinkedHashMap<>();
        slots.forEach((field, slot) -> {
            ColumnType type = types.get(slot);
            ColumnType needed = type == null ? null : schema.lacks(field, type);
            if (needed != null) {
                lacking.put(field, needed);
            }
        });
        return lacking;
    }

    /** Whether a slot holds objects or arrays. */
    public boolean holdsNested(int slot) {
        return slot >= 0 && (types.get(slot) == ColumnType.JSON || nested.containsKey(slot));
    }

    /** Whether a row's value in a slot is an object or array. */
    public boolean isNested(int slot, Row row) {
        BitSet positions = nested.get(slot);
        return row.has(slot)
                && (positions == null ? types.get(slot) == ColumnType.JSON : positions.get(row.position()));
    }

    /** Whether a row's value in a slot is a string. */
    public boolean isString(int slot, Row row) {
        BitSet others = bare.get(slot);
        return row.has(slot) && types.get(slot) == ColumnType.TEXT && (others == null || !others.get(row.position()));
    }
}
