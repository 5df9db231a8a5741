package io.pagesync.database.row;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows in the order of their keys, the last one of each key. All workers lock rows in one order, so they cannot wait
 * for each other in a circle; and no statement touches a row twice, which PostgreSQL refuses.
 */
public final class KeyOrder {
    private KeyOrder() {}

    /** The rows of a page that go in, in their order; all as they are where the table has no key. */
    public static List<Row> of(PageRows page, TableSchema schema, Facts facts) {
        List<Column> key = schema.key();
        if (key.isEmpty()) {
            return page.rows();
        }
        int[] slots = key.stream().mapToInt(column -> page.slot(column.field())).toArray();
        Map<List<String>, Row> last = new HashMap<>(2 * page.rows().size());
        for (Row row : page.rows()) {
            List<String> parts = new ArrayList<>(slots.length);
            for (int i = 0; i < slots.length; i++) {
                parts.add(facts.canonical(key.get(i).type(), String.valueOf(row.text(slots[i]))));
            }
            last.put(parts, row);
        }
        return last.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(KeyOrder::compare))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
