package io.pagesync.database.row;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSchema;
import io.pagesync.page.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The rows of a page that go in, in the order of their keys, the last one of each key; all as they are where the table has
 * no key. All workers lock rows in one order, so they cannot wait for each other in a circle; and no statement touches a
 * row twice, which PostgreSQL refuses.
 */
public final class KeyOrder {
    private final List<Row> rows;
    private final long[] keys;

    private KeyOrder(List<Row> rows, long[] keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /** The rows of a page for a table with these columns. */
    public static KeyOrder of(PageRows page, TableSchema schema, Facts facts) {
        List<Column> key = schema.key();
        if (key.isEmpty()) {
            return new KeyOrder(page.rows(), new long[0]);
        }
        int[] slots = key.stream().mapToInt(column -> page.slot(column.field())).toArray();
        List<Map.Entry<List<String>, Row>> keyed = new ArrayList<>(page.rows().size());
        boolean ordered = true;
        for (Row row : page.rows()) {
            List<String> parts = new ArrayList<>(slots.length);
            for (int i = 0; i < slots.length; i++) {
                Column column = key.get(i);
                String text = String.valueOf(row.text(slots[i]));
                parts.add(column.isFixed() ? FixedKey.of(column, text) : facts.canonical(column.type(), text));
            }
            ordered &= keyed.isEmpty() || compare(keyed.get(keyed.size() - 1).getKey(), parts) < 0;
            keyed.add(Map.entry(parts, row));
        }
        List<Map.Entry<List<String>, Row>> inOrder = ordered ? keyed : inOrder(keyed);
        Fingerprint fingerprint = new Fingerprint();
        return new KeyOrder(
                inOrder.stream().map(Map.Entry::getValue).toList(),
                inOrder.stream()
                        .mapToLong(each -> fingerprint(fingerprint, each.getKey()))
                        .toArray());
    }

    /** Pages that are sorted by their key, as most are, need none of this. */
    private static List<Map.Entry<List<String>, Row>> inOrder(List<Map.Entry<List<String>, Row>> keyed) {
        Map<List<String>, Row> last = new HashMap<>(2 * keyed.size());
        keyed.forEach(each -> last.put(each.getKey(), each.getValue()));
        List<Map.Entry<List<String>, Row>> ordered = new ArrayList<>(last.entrySet());
        ordered.sort(Map.Entry.comparingByKey(KeyOrder::compare));
        return ordered;
    }

    /** The rows. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * How many of the keys a predicate holds for, each as the database tells it from others: by a fingerprint of its text.
     * None where the table has no key.
     */
    public int count(LongPredicate predicate) {
        int count = 0;
        for (long key : keys) {
            count += predicate.test(key) ? 1 : 0;
        }
        return count;
    }

    private static long fingerprint(Fingerprint fingerprint, List<String> parts) {
        for (String part : parts) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            // The length leads, so that ("ab","c") and ("a","bc") are two keys.
            fingerprint.add(utf8.length).add(utf8.length >> 8).add(utf8, 0, utf8.length);
        }
        return fingerprint.take();
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
