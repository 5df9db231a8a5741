package io.pagesync.paging;

import com.carrotsearch.hppc.LongIntHashMap;
import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import java.util.List;

/** Which pages have come, by their records and by their keys, so that one that comes again is known. Some 50 bytes a page. */
final class KnownPages {
    private final PageFormat format;
    private final LongIntHashMap byRecords = new LongIntHashMap();
    private final LongIntHashMap byKeys = new LongIntHashMap();

    KnownPages(PageFormat format) {
        this.format = format;
    }

    /** What a page is the same as: another that has these records, or these keys; 0 if there is none. */
    int note(Page page) {
        if (page.getSize() == 0) {
            return 0;
        }
        int number = page.getNumber();
        int same = noteFirst(byRecords, page.fingerprint(), number);
        return same != 0 || !hasKey(page, format)
                ? same
                : noteFirst(byKeys, page.keys().fingerprint(), number);
    }

    /** A page that was delivered by an earlier attempt at the run. */
    void noteEarlier(int page, long fingerprint) {
        byRecords.put(fingerprint, page);
    }

    /** Whether its records have a key that tells them apart. */
    static boolean hasKey(Page page, PageFormat format) {
        return page.keys().size() > 0 && !format.key().equals(List.of(JsonPointer.empty()));
    }

    private static int noteFirst(LongIntHashMap known, long fingerprint, int number) {
        int before = known.get(fingerprint);
        if (before == 0) {
            known.put(fingerprint, number);
        }
        return before;
    }
}
