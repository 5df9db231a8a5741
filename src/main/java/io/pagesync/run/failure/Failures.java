package io.pagesync.run.failure;

import io.pagesync.report.RunReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages that failed: all of them counted, the first ones kept with their errors. Thread-safe. */
public final class Failures {
    private static final int MOST_KEPT = 20;

    private final List<RunReport.Failure> first = new ArrayList<>();
    private @Nullable PageError error;
    private int count;

    public synchronized void add(int page, String error) {
        if (page > 0) {
            count++;
        }
        if (first.size() < MOST_KEPT) {
            first.add(new RunReport.Failure(page, error));
        }
    }

    /** A page failed with this error; {@code more} is what there is to say beside it. */
    public synchronized void add(int page, Throwable thrown, String more) {
        note(page, thrown);
        add(page, FailureText.of(thrown) + more);
    }

    /** An error that ends the run but counts as no page's. */
    public synchronized void note(int page, Throwable thrown) {
        error = error == null ? new PageError(page, thrown) : error;
    }

    /** These pages, which failed, are asked for again: nothing of them counts any more. */
    public synchronized void forget(Collection<Integer> pages) {
        count -= pages.size();
        first.removeIf(failure -> pages.contains(failure.page()));
        error = error != null && pages.contains(error.page()) ? null : error;
    }

    /** All pages are read again: nothing of those that failed counts any more. */
    public synchronized void forgetPages() {
        count = 0;
        first.removeIf(failure -> failure.page() > 0);
        error = error != null && error.page() > 0 ? null : error;
    }

    /** The first error; null if there was none. */
    public synchronized @Nullable PageError error() {
        return error;
    }

    public synchronized int count() {
        return count;
    }

    public synchronized List<RunReport.Failure> first() {
        return List.copyOf(first);
    }
}
