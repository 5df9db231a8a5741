package io.pagesync.database.write;

import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import io.pagesync.page.Page;
import io.pagesync.run.Partition;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;

/** What a run has made of the pages that came to a table, each counted once, however often it came. Thread-safe. */
final class PageCounts {
    /** Pages that were counted, of partitions that are still loaded. */
    private final Map<Partition, BitSet> counted = new WeakHashMap<>();

    private final KeyCount keys = new KeyCount();
    private long written;
    private long changed;
    private long refused;
    private long elsewhere;

    /** A page is there, and was before this attempt at it or not. */
    synchronized void add(
            Page page,
            Partition partition,
            PageRows rows,
            KeyOrder order,
            PageTransaction.Outcome outcome,
            boolean keyed) {
        BitSet its = counted.computeIfAbsent(partition, any -> new BitSet());
        if (outcome.before() && its.get(page.getNumber())) {
            return;
        }
        its.set(page.getNumber());
        written += page.getSize() - outcome.refused().size();
        changed += outcome.changed();
        refused += outcome.refused().size();
        keys.add(rows, order, outcome, keyed);
    }

    /** So many records of a page are there by another process. */
    synchronized void addElsewhere(int records) {
        elsewhere += records;
    }

    /** What speaks against the table holding all of them, a sentence each. */
    synchronized List<String> contradictions(String table, List<String> key) {
        return keys.contradictions(table, key);
    }

    /** In words; {@code aside} if the rows that were written are not in the table by that. */
    synchronized String text(boolean aside) {
        return String.format(
                Locale.ROOT,
                "%,d records%s, %s%,d refused%s",
                written + elsewhere,
                elsewhere == 0 ? "" : String.format(Locale.ROOT, " (%,d by workers)", elsewhere),
                aside ? "" : String.format(Locale.ROOT, "%,d rows written%s, ", changed, elsewhere == 0 ? "" : " here"),
                refused,
                refused == 0 ? "" : " and kept in pagesync_refused");
    }
}
