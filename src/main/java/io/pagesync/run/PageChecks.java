package io.pagesync.run;

import io.pagesync.api.PauseTooLongException;
import io.pagesync.page.Page;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.RunStoppedException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The pages of a partition that are read only to compare, before all others and after them. Thread-safe. */
final class PageChecks {
    private final Partition partition;
    private final Failures failures;
    /** Closing checks that are owed and not read yet; nobody knows how many before they begin. */
    private final AtomicInteger unread = new AtomicInteger(Integer.MAX_VALUE);

    PageChecks(Partition partition, Failures failures) {
        this.partition = partition;
        this.failures = failures;
    }

    /** One more pass begins. */
    void begin() {
        unread.set(Integer.MAX_VALUE);
    }

    /** What is read before all pages. */
    Iterator<PageRequest> opening() {
        RunPlan now = partition.planned();
        return now == null || partition.stop().stopped() || !partition.passes().readsAll()
                ? Collections.emptyIterator()
                : now.requests(now.openingChecks()).iterator();
    }

    /** What is read after all pages. */
    Iterator<PageRequest> closing() {
        RunPlan now = partition.planned();
        return now == null
                ? Collections.emptyIterator()
                : now.requests(closingPages()).iterator();
    }

    /** The numbers of the pages that are read after all others. */
    List<Integer> closingPages() {
        RunPlan now = partition.planned();
        if (now == null) {
            return List.of();
        }
        List<Integer> pages = now.closingChecks();
        unread.set(pages.size());
        return partition.stop().stopped() ? List.of() : pages;
    }

    /** A page was read only to compare. */
    void compared(Page page) {
        RunPlan now = partition.planned();
        if (now != null) {
            now.evidence().compared(page);
            unread.decrementAndGet();
        }
    }

    /** A page could not be read to compare; behind the last page, that says something as well. */
    void failed(int page, Throwable error) {
        RunPlan now = partition.planned();
        boolean ended = error instanceof RunStoppedException || error instanceof PauseTooLongException;
        if (now != null && now.isBehind(page) && !ended) {
            now.end().refusedBehind(error);
            unread.decrementAndGet();
        } else {
            failures.add(0, "the check of page " + page + " failed: " + FailureText.of(error));
            partition.stop().stop("its evidence could not be read");
        }
    }

    /** Whether all that was to be read again has been. */
    boolean areDone() {
        return unread.get() <= 0;
    }
}
