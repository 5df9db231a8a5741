package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All pages agree on total and page size, and their records add up to the total. Silent where no total is declared. */
final class TotalsAgree implements Claim {
    private final PageSequence sequence;
    private final OptionalLong total;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private long current;
    private long records;
    private @Nullable String otherSize;

    TotalsAgree(PageSequence sequence) {
        this.sequence = sequence;
        this.total = sequence.records();
        total.ifPresent(this::note);
    }

    @Override
    public @Nullable String proof() {
        return total.isPresent() ? "counted" : null;
    }

    @Override
    public void fetched(Page page) {
        compared(page);
        noteSize(page);
        records += page.getSize();
    }

    @Override
    public void compared(Page page) {
        if (total.isPresent()) {
            page.total().ifPresent(this::note);
        }
    }

    @Override
    public void earlier(int page, int size, long fingerprint) {
        records += size;
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>();
        if (total.isEmpty()) {
            return signs;
        }
        long declared = total.getAsLong();
        if (lowest != highest) {
            signs.add(String.format(
                    Locale.ROOT,
                    "the total changed during the run: %,d at first, %,d to %,d seen",
                    declared,
                    lowest,
                    highest));
        }
        if (allFetched && records != declared) {
            signs.add(String.format(Locale.ROOT, "the pages hold %,d records, %,d were declared", records, declared));
        }
        if (otherSize != null) {
            signs.add(otherSize);
        }
        return signs;
    }

    /** Whether a page is behind the end of the collection as it is now. */
    boolean behindTheEnd(int page) {
        return total.isPresent() && current <= (page - 1) * sequence.pageSize().orElse(1);
    }

    private void note(long declared) {
        current = declared;
        lowest = Math.min(lowest, declared);
        highest = Math.max(highest, declared);
    }

    private void noteSize(Page page) {
        OptionalLong first = sequence.pageSize();
        String text = page.envelope().size();
        OptionalLong size = text == null ? OptionalLong.empty() : WholeNumber.parse(text);
        if (first.isEmpty() || size.isEmpty() || otherSize != null || total.orElse(0) == 0) {
            return;
        }
        // Some APIs give the last page's own length as its page size.
        boolean lastOwn =
                sequence.pages().equals(OptionalInt.of(page.getNumber())) && size.getAsLong() == page.getSize();
        if (size.getAsLong() != first.getAsLong() && !lastOwn) {
            otherSize = "page " + page.getNumber() + " has a page size of " + size.getAsLong() + ", page 1 of "
                    + first.getAsLong();
        }
    }
}
