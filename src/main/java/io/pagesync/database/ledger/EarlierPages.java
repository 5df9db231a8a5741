package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerPages;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of a partition that were done before, in 20 bytes each. Filled by one thread, then thread-safe. */
final class EarlierPages {
    private int[] pages = new int[16];
    private int[] records = new int[16];
    private int[] sizes = new int[16];
    private long[] hashes = new long[16];
    private final Map<Integer, String> nexts = new HashMap<>();
    private int count;
    private volatile int end = Integer.MAX_VALUE;

    /** One more, behind all others. */
    void add(LedgerPages.Row row) {
        if (count == pages.length) {
            int larger = 2 * count;
            pages = Arrays.copyOf(pages, larger);
            records = Arrays.copyOf(records, larger);
            sizes = Arrays.copyOf(sizes, larger);
            hashes = Arrays.copyOf(hashes, larger);
        }
        pages[count] = row.page();
        records[count] = row.records();
        sizes[count] = row.size();
        hashes[count] = row.hash();
        if (!row.next().isEmpty()) {
            nexts.put(row.page(), row.next());
        }
        count++;
    }

    /** The page, null if it was not done or is forgotten. */
    @Nullable
    DonePage find(int page) {
        int at = page < end ? Arrays.binarySearch(pages, 0, count, page) : -1;
        return at < 0 ? null : new DonePage(records[at], sizes[at], hashes[at], nexts.getOrDefault(page, ""));
    }

    /** Forgets those from this one on; returns how much that was. */
    Totals forgetFrom(int page) {
        int lost = 0;
        long lostRecords = 0;
        for (int i = 0; i < count; i++) {
            if (pages[i] >= page && pages[i] < end) {
                lost++;
                lostRecords += records[i];
            }
        }
        end = Math.min(end, page);
        return new Totals(lost, lostRecords);
    }

    /** How much they are. */
    Totals totals() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += records[i];
        }
        return new Totals(count, sum);
    }
}
