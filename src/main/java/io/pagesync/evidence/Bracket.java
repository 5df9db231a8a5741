package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.paging.PageSequence;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * First and last page hold the same keys before and after all others. It is proved only where it was asked for, but a page
 * that is read again for whatever reason and differs speaks against any run.
 */
final class Bracket implements Claim {
    private final PageSequence sequence;
    private final boolean asked;
    private @Nullable PageKeys first;
    private @Nullable PageKeys last;
    private int lastNumber;
    private @Nullable String sign;

    Bracket(PageSequence sequence, boolean asked) {
        this.sequence = sequence;
        this.asked = asked;
    }

    @Override
    public @Nullable String proof() {
        return asked ? "bracketed" : null;
    }

    @Override
    public @Nullable String unchecked() {
        return asked ? null : "bracket";
    }

    @Override
    public void fetched(Page page) {
        compared(page);
    }

    @Override
    public void compared(Page page) {
        if (page.getNumber() == 1) {
            first = same(first, page);
        }
        if (sequence.pages().equals(OptionalInt.of(page.getNumber()))) {
            // Where the end is found on the way, another page may have seemed to be the last one.
            last = same(lastNumber == page.getNumber() ? last : null, page);
            lastNumber = page.getNumber();
        }
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        return sign == null ? List.of() : List.of(sign);
    }

    @Override
    public boolean changed() {
        return sign != null;
    }

    private PageKeys same(@Nullable PageKeys before, Page page) {
        if (before != null && !before.sameAs(page.keys())) {
            sign = "page " + page.getNumber() + " held other keys when it was read again";
        }
        return page.keys();
    }
}
