package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.LedgerSince;
import io.pagesync.since.Reached;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be written of a run in one transaction. Not thread-safe. */
final class Batch {
    /** Keys of more pages wait in vain while the database is away. */
    private static final int MOST_BYTES = 16 << 20;

    private final List<Forgotten> forgotten = new ArrayList<>();
    final Map<Long, LedgerPartitions.Row> partitions = new LinkedHashMap<>();
    final List<LedgerPages.Row> pages = new ArrayList<>();
    final List<LedgerPages.Keys> keys = new ArrayList<>();
    private final Map<RefusedOf, LedgerPages.Refused> refused = new LinkedHashMap<>();
    final List<LedgerSince.Changes> changes = new ArrayList<>();
    LedgerRuns.@Nullable End end;
    Reached reached = Reached.NOTHING;
    private int bytes;
    private int done;
    private long records;

    /** Pages of a partition that are to come again; before all others of the batch. */
    record Forgotten(long partition, int from) {}

    private record RefusedOf(long partition, int page) {}

    void add(LedgerPages.Row page) {
        pages.add(page);
        if (page.error() == null) {
            done++;
            records += page.records();
        }
    }

    /** The keys of a page that comes with this; left out where those of others take all the room. */
    void add(LedgerPages.Keys page) {
        // Those of a page that came with other records before must not stay.
        boolean fits = bytes + page.hashes().length <= MOST_BYTES;
        bytes += fits ? page.hashes().length : 0;
        keys.add(fits ? page : new LedgerPages.Keys(page.partition(), page.page(), new byte[0]));
    }

    /** What was refused of a page that comes with this, in the place of what was refused of it before. */
    void add(LedgerPages.Refused page) {
        refused.put(new RefusedOf(page.partition(), page.page()), page);
    }

    Collection<LedgerPages.Refused> refused() {
        return refused.values();
    }

    /** Pages of a partition are to come again, those included that were to be written with this. */
    void forget(Forgotten what) {
        forgotten.add(what);
        pages.removeIf(page -> page.partition() == what.partition() && page.page() >= what.from());
        keys.removeIf(page -> page.partition() == what.partition() && page.page() >= what.from());
        refused.keySet().removeIf(page -> page.partition() == what.partition() && page.page() >= what.from());
    }

    List<Forgotten> forgotten() {
        return forgotten;
    }

    /** How much is done when this is, too; only where nothing is forgotten. */
    LedgerPages.Sum after(LedgerPages.Sum before) {
        return new LedgerPages.Sum(before.pages() + done, before.records() + records);
    }

    int size() {
        return pages.size() + partitions.size() + forgotten.size() + changes.size();
    }

    boolean isEmpty() {
        return size() == 0 && end == null;
    }
}
