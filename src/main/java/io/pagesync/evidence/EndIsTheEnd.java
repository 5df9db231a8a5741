package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * There is nothing behind the last page. Where no total says how many pages there are, it is the API's own word: its last
 * page names no next one.
 */
final class EndIsTheEnd implements Claim {
    private final PageSequence sequence;
    private final NoPageTwice pages;
    private final KeysUnique keys;
    private @Nullable String sign;

    EndIsTheEnd(PageSequence sequence, NoPageTwice pages, KeysUnique keys) {
        this.sequence = sequence;
        this.pages = pages;
        this.keys = keys;
    }

    @Override
    public @Nullable String proof() {
        return sequence.records().isEmpty() && sequence.pages().isPresent() ? "followed to the end" : null;
    }

    /** Whether a full last page and a round total call for a look behind it: a cap such as 10,000 is no total. */
    boolean mayBeCapped() {
        long total = sequence.records().orElse(0);
        return total > 0
                && total % 1000 == 0
                && total == sequence.pages().orElse(0) * sequence.pageSize().orElse(0);
    }

    @Override
    public void compared(Page page) {
        // A server that answers a page behind the end with its last page shows records we have.
        boolean nothing = page.getSize() == 0 || pages.knows(page) || keys.knows(page.keys());
        if (page.getNumber() > sequence.pages().orElse(Integer.MAX_VALUE) && !nothing) {
            sign = String.format(
                    Locale.ROOT,
                    "the declared total of %,d is a cap: there are records behind it",
                    sequence.records().orElse(0));
        }
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        return sign == null ? List.of() : List.of(sign);
    }
}
