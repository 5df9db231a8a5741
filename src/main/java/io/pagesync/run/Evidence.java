package io.pagesync.run;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.page.WholeNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every page that is fetched for signs that the collection changed meanwhile, or that the API does not page as
 * it is asked to. Memory: about 24 bytes a page, and about 16 a record where a key is named. Thread-safe.
 */
final class Evidence {
    private final long total;
    private final long pageSize;
    private final int pages;
    private final LongIntHashMap pageByFingerprint = new LongIntHashMap();
    private final LongHashSet keys = new LongHashSet();
    private long lowestTotal;
    private long highestTotal;
    private long currentTotal;
    private long records;
    private long repeatedKeys;
    private long missingKeys;
    private int repeatedKeyPage;
    private @Nullable String repeatedPage;
    private @Nullable String otherSize;
    private @Nullable PageKeys firstKeys;
    private @Nullable PageKeys lastKeys;
    private @Nullable String bracket;
    private @Nullable String cap;

    Evidence(long total, long pageSize, int pages) {
        this.total = total;
        this.pageSize = pageSize;
        this.pages = pages;
        this.lowestTotal = total;
        this.highestTotal = total;
        this.currentTotal = total;
    }

    /** A page of the plan was fetched. */
    synchronized void fetched(Page page) {
        noteTotal(page);
        noteSize(page);
        records += page.getSize();
        if (page.getSize() > 0) {
            int before = pageByFingerprint.put(page.fingerprint(), page.getNumber());
            if (before != 0 && repeatedPage == null) {
                repeatedPage = "page " + page.getNumber() + " is the same as page " + before
                        + ": does the API know the page parameter?";
            }
        }
        for (int i = 0; i < page.keys().size(); i++) {
            if (!keys.add(page.keys().get(i)) && repeatedKeys++ == 0) {
                repeatedKeyPage = page.getNumber();
            }
        }
        missingKeys += page.keys().missing();
        bracket(page);
    }

    /** First or last page, read before or after all others only to compare. */
    synchronized void compared(Page page) {
        noteTotal(page);
        if (page.getNumber() > pages) {
            noteBeyond(page);
        } else {
            bracket(page);
        }
    }

    /** Whether the page is past the end of the collection as it is now. */
    synchronized boolean pastTheEnd(int page) {
        return currentTotal <= (page - 1) * pageSize;
    }

    /** Whether a full last page and a round total call for a look behind it: a cap such as 10,000 is no total. */
    boolean mayBeCapped() {
        return total > 0 && total % 1000 == 0 && total == pages * pageSize;
    }

    /** How many records the pages fetched so far hold. */
    synchronized long records() {
        return records;
    }

    /** Every sign that the run does not hold the collection as it was at one moment, each in one clause. */
    synchronized List<String> drift(boolean allFetched) {
        List<String> drift = new ArrayList<>();
        if (lowestTotal != highestTotal) {
            drift.add(String.format(
                    Locale.ROOT,
                    "the total changed during the run: %,d at first, %,d to %,d seen",
                    total,
                    lowestTotal,
                    highestTotal));
        }
        if (allFetched && records != total) {
            drift.add(String.format(Locale.ROOT, "the pages hold %,d records, %,d were declared", records, total));
        }
        if (repeatedKeys > 0) {
            drift.add(String.format(
                    Locale.ROOT, "%,d keys came twice, first on page %,d", repeatedKeys, repeatedKeyPage));
        }
        if (missingKeys > 0) {
            drift.add(String.format(Locale.ROOT, "%,d records have no key", missingKeys));
        }
        for (String sign : new @Nullable String[] {repeatedPage, otherSize, bracket, cap}) {
            if (sign != null) {
                drift.add(sign);
            }
        }
        return drift;
    }

    private void noteTotal(Page page) {
        OptionalLong declared = page.total();
        if (declared.isPresent()) {
            currentTotal = declared.getAsLong();
            lowestTotal = Math.min(lowestTotal, currentTotal);
            highestTotal = Math.max(highestTotal, currentTotal);
        }
    }

    private void noteSize(Page page) {
        String text = page.envelope().size();
        OptionalLong size = text == null ? OptionalLong.empty() : WholeNumber.parse(text);
        // Some APIs give the last page's own length as its page size.
        boolean lastOwn = page.getNumber() == pages && size.isPresent() && size.getAsLong() == page.getSize();
        if (size.isPresent() && size.getAsLong() != pageSize && otherSize == null && !lastOwn && total > 0) {
            otherSize =
                    "page " + page.getNumber() + " has a page size of " + size.getAsLong() + ", page 1 of " + pageSize;
        }
    }

    private void noteBeyond(Page page) {
        boolean clamped =
                page.getSize() == 0 || pageByFingerprint.containsKey(page.fingerprint()) || known(page.keys());
        if (!clamped) {
            cap = String.format(Locale.ROOT, "the declared total of %,d is a cap: there are records behind it", total);
        }
    }

    /** A server that answers a page past the end with its last page shows keys we have. */
    private boolean known(PageKeys others) {
        for (int i = 0; i < others.size(); i++) {
            if (!keys.contains(others.get(i))) {
                return false;
            }
        }
        return others.size() > 0;
    }

    private void bracket(Page page) {
        if (page.getNumber() == 1) {
            firstKeys = same(firstKeys, page);
        }
        if (page.getNumber() == pages) {
            lastKeys = same(lastKeys, page);
        }
    }

    private PageKeys same(@Nullable PageKeys before, Page page) {
        if (before != null && !before.sameAs(page.keys())) {
            bracket = "page " + page.getNumber() + " held other keys when it was read again";
        }
        return page.keys();
    }
}
