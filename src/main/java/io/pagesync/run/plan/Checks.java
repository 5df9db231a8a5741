package io.pagesync.run.plan;

import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.List;

/** Which pages are read only to compare, before and after all others. */
final class Checks {
    private final PageSequence sequence;
    private final boolean bracketed;

    /** The checks of a run, with a bracket if it is asked for. */
    Checks(PageSequence sequence, boolean bracketed) {
        this.sequence = sequence;
        this.bracketed = bracketed;
    }

    /** The last page, for a bracket. */
    List<Integer> opening() {
        int last = last();
        return bracketed && last > 1 ? List.of(last) : List.of();
    }

    /**
     * First and last page for a bracket; the first also where pages were refused as past the end, to see what the end is
     * now; the last also where nothing but silence behind it shows the end, to see that the API still answers; the page behind
     * the last where there may be something.
     */
    List<Integer> closing(boolean refusedAtTheEnd, boolean lookBehind) {
        List<Integer> pages = new ArrayList<>();
        int last = last();
        if (bracketed || refusedAtTheEnd) {
            pages.add(1);
        }
        boolean again = (bracketed && last > 1 && !refusedAtTheEnd) || sequence.endsInNothing();
        if (again && !pages.contains(last)) {
            pages.add(last);
        }
        if (lookBehind && !refusedAtTheEnd) {
            pages.add(last + 1);
        }
        return pages;
    }

    private int last() {
        return sequence.pages().orElse(0);
    }
}
