package io.pagesync.run;

import io.pagesync.api.CallFailedException;
import io.pagesync.paging.PagePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it means when the API refuses a page as one past the end: either the collection has shrunk, which is drift, or the
 * API refuses what it should have, which is a failure. Thread-safe.
 */
final class CollectionEnd {
    private final PagePlan plan;
    private final PageQueue queue;
    private final Evidence evidence;
    private volatile @Nullable Throwable refusal;

    CollectionEnd(PagePlan plan, PageQueue queue, Evidence evidence) {
        this.plan = plan;
        this.queue = queue;
        this.evidence = evidence;
    }

    /** Whether it is what strict APIs answer to a page behind their last one. */
    static boolean refuses(Throwable error) {
        return error instanceof CallFailedException call && (call.status() == 400 || call.status() == 404);
    }

    /** The page was refused so: neither it nor those behind it are asked for. */
    void refused(int page, Throwable error) {
        if (page < queue.end()) {
            refusal = error;
        }
        queue.endBefore(page);
    }

    /**
     * How many pages the collection has lost; where it has lost none, the refusal becomes a failure.
     *
     * @param delivered how many pages were delivered
     * @param stopped whether the run was ended early: then nobody has looked where the collection ends now
     */
    int gone(int delivered, boolean stopped, Failures failures) {
        if (!queue.ended()) {
            return 0;
        }
        if (!stopped && evidence.pastTheEnd(queue.end())) {
            return plan.pages() - delivered - failures.count();
        }
        Throwable error = refusal;
        if (error == null) {
            failures.add(queue.end(), "refused");
        } else {
            failures.add(queue.end(), error, "");
        }
        return 0;
    }

    /** Every sign that the collection changed, the loss of pages included. */
    List<String> drift(int delivered, int gone) {
        List<String> drift = new ArrayList<>(evidence.drift(delivered == plan.pages()));
        if (gone > 0) {
            drift.add("the collection shrank: page " + queue.end() + " and those after it are past its end now");
        }
        return drift;
    }
}
