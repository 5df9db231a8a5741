package io.pagesync.database.write;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a table has made of a run's records: those that came with the key of another share its row, and of some there may be
 * no row at all. Sixteen bytes a record. Not thread-safe.
 */
final class KeyCount {
    private final LongHashSet keys = new LongHashSet();
    private long records;
    private long merged;
    private long lost;

    /** A page is there, of which the database has left out so many rows; each page once. */
    void add(PageRows rows, KeyOrder order, PageTransaction.Outcome outcome, boolean keyed) {
        int its = rows.rows().size();
        records += its;
        lost += outcome.lost();
        if (keyed) {
            merged += its - order.count(keys::add);
        }
    }

    /** What speaks against the table holding all of them, a sentence each. */
    List<String> contradictions(String table, List<String> key) {
        List<String> signs = new ArrayList<>();
        if (merged > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "table %s has %,d rows for %,d records, as %,d came with the key %s of another",
                    table,
                    records - merged,
                    records,
                    merged,
                    String.join(", ", key)));
        }
        if (lost > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "table %s lacks %,d of %,d records, which the database took without an error and did not write,"
                            + " as a trigger can have it",
                    table,
                    lost,
                    records));
        }
        return signs;
    }
}
