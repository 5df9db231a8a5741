package io.pagesync.ledger.journal;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntLongHashMap;
import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.cursors.IntCursor;
import com.carrotsearch.hppc.cursors.IntObjectCursor;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What earlier attempts at a run have done of a partition; some forty bytes a page, and eight a record until the run has gone
 * on. Not thread-safe.
 */
final class EarlierPages {
    private final IntLongHashMap fingerprints = new IntLongHashMap();
    private final IntLongHashMap records = new IntLongHashMap();
    private final IntObjectHashMap<byte[]> keys = new IntObjectHashMap<>();
    private final IntObjectHashMap<String> next = new IntObjectHashMap<>();
    private long sum;
    private @Nullable Beginning beginning;
    private @Nullable Verdict verdict;

    void begun(Beginning its) {
        beginning = its;
        verdict = null;
    }

    void ended(Verdict its) {
        verdict = its;
    }

    @Nullable
    Beginning beginning() {
        return beginning;
    }

    @Nullable
    Verdict verdict() {
        return verdict;
    }

    /** One of which a destination has refused records comes again, so that the run says so again. */
    void done(int page, DonePage what, byte[] theirKeys) {
        forget(page);
        if (what.records() == what.size()) {
            fingerprints.put(page, what.fingerprint());
            records.put(page, what.records());
            sum += what.records();
            if (theirKeys.length > 0 && theirKeys.length <= Long.BYTES * what.size()) {
                keys.put(page, theirKeys);
            }
            if (!what.next().isEmpty()) {
                next.put(page, what.next());
            }
        }
    }

    @Nullable
    DonePage page(int page) {
        if (!records.containsKey(page)) {
            return null;
        }
        int its = (int) records.get(page);
        return new DonePage(its, its, fingerprints.get(page), next.getOrDefault(page, ""));
    }

    /** Hands over the keys of the pages that are done. */
    void keys(ObjIntConsumer<PageKeys> to) {
        for (IntObjectCursor<byte[]> each : keys) {
            to.accept(PageKeys.of(each.value, (int) records.get(each.key)), each.key);
        }
    }

    /** They have been looked at. */
    void dropKeys() {
        if (!keys.isEmpty()) {
            keys.release();
        }
    }

    void forget(int page) {
        fingerprints.remove(page);
        sum -= records.remove(page);
        next.remove(page);
        keys.remove(page);
    }

    /** Whether there was any to forget. */
    boolean forgetFrom(int page) {
        verdict = null;
        IntArrayList behind = new IntArrayList();
        for (IntCursor each : records.keys()) {
            if (each.value >= page) {
                behind.add(each.value);
            }
        }
        for (IntCursor each : behind) {
            forget(each.value);
        }
        return behind.size() > 0;
    }

    Totals totals() {
        return new Totals(records.size(), sum);
    }
}
