package io.pagesync.run;

import io.pagesync.paging.PagePlan;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageRequest.Purpose;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Which pages are read only to compare, before and after all others. */
final class Checks {
    private final PagePlan plan;
    private final boolean bracketed;

    /** The checks of a plan, for the evidence asked for. */
    Checks(PagePlan plan, Collection.Verify verify) {
        this.plan = plan;
        this.bracketed = verify == Collection.Verify.BRACKETED;
    }

    /** The last page, for a bracket. */
    Iterator<PageRequest> opening() {
        return requests(bracketed && plan.pages() > 1 ? List.of(plan.pages()) : List.of());
    }

    /**
     * First and last page for a bracket; the first also where pages were refused as past the end, to see what the end is
     * now; the page behind the last where the total may be a cap.
     */
    Iterator<PageRequest> closing(boolean refusedAtTheEnd, boolean mayBeCapped) {
        List<Integer> pages = new ArrayList<>();
        if (bracketed || refusedAtTheEnd) {
            pages.add(1);
        }
        if (bracketed && plan.pages() > 1 && !refusedAtTheEnd) {
            pages.add(plan.pages());
        }
        if (mayBeCapped && !refusedAtTheEnd) {
            pages.add(plan.pages() + 1);
        }
        return requests(pages);
    }

    private Iterator<PageRequest> requests(List<Integer> pages) {
        return pages.stream().map(page -> plan.request(page, Purpose.CHECK)).iterator();
    }
}
