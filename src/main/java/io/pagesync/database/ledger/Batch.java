package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be written of a run in one transaction. Not thread-safe. */
final class Batch {
    private final List<Forgotten> forgotten = new ArrayList<>();
    final Map<Long, LedgerPartitions.Row> partitions = new LinkedHashMap<>();
    final List<LedgerPages.Row> pages = new ArrayList<>();
    LedgerRuns.@Nullable End end;
    private int done;
    private long records;

    /** Pages of a partition that are to come again; before all others of the batch. */
    record Forgotten(long partition, int from) {}

    void add(LedgerPages.Row page) {
        pages.add(page);
        if (page.error() == null) {
            done++;
            records += page.records();
        }
    }

    /** Pages of a partition are to come again, those included that were to be written with this. */
    void forget(Forgotten what) {
        forgotten.add(what);
        pages.removeIf(page -> page.partition() == what.partition() && page.page() >= what.from());
    }

    List<Forgotten> forgotten() {
        return forgotten;
    }

    /** How much is done when this is, too; only where nothing is forgotten. */
    LedgerPages.Sum after(LedgerPages.Sum before) {
        return new LedgerPages.Sum(before.pages() + done, before.records() + records);
    }

    int size() {
        return pages.size() + partitions.size() + forgotten.size();
    }

    boolean isEmpty() {
        return size() == 0 && end == null;
    }
}
