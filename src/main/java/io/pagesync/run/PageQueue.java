package io.pagesync.run;

import io.pagesync.page.Page;
import io.pagesync.paging.PagePlan;
import io.pagesync.paging.PageRequest;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the splitter takes its messages from: the pages of the plan, wave by wave, in ascending order. It ends early when
 * the run stops, leaves out what the ledger has already, and starts no page from the one on that the API said is past
 * the end of the collection.
 */
final class PageQueue {
    private final PagePlan plan;
    private final Page first;
    private final Ledger ledger;
    private final StopSignal stop;
    private final AtomicInteger end = new AtomicInteger(Integer.MAX_VALUE);

    PageQueue(PagePlan plan, Page first, Ledger ledger, StopSignal stop) {
        this.plan = plan;
        this.first = first;
        this.ledger = ledger;
        this.stop = stop;
    }

    /** No page from this one on is started any more. */
    void endBefore(int page) {
        end.accumulateAndGet(page, Math::min);
    }

    /** Whether the API said that a page is past the end. */
    boolean ended() {
        return end.get() != Integer.MAX_VALUE;
    }

    /** The lowest page that is past the end; {@link Integer#MAX_VALUE} if none is. */
    int end() {
        return end.get();
    }

    Iterator<Iterator<Object>> waves() {
        return PagePlan.until(stop::stopped, 0, plan.waves(), wave -> new Wave(plan.wave(wave, stop::stopped)));
    }

    private final class Wave implements Iterator<Object> {
        private final Iterator<PageRequest> requests;
        private @Nullable PageRequest next;
        private boolean promised;

        Wave(Iterator<PageRequest> requests) {
            this.requests = requests;
        }

        /**
         * Keeps to a yes, also when the run is stopped before the page is taken: a parallel split that is told of a page and
         * then finds none is over at once, whatever else is still under way (MulticastProcessor of 4.18.0).
         */
        @Override
        public boolean hasNext() {
            if (promised) {
                return true;
            }
            while (next == null && requests.hasNext()) {
                PageRequest request = requests.next();
                if (ledger.lacks(request.page())) {
                    next = request;
                }
            }
            promised = next != null && next.page() < end.get() && !stop.stopped();
            return promised;
        }

        /** The first page as it was fetched, so that it is fetched once; every other as a request. */
        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            PageRequest request = Objects.requireNonNull(next);
            next = null;
            promised = false;
            return request.page() == 1 ? first : request;
        }
    }
}
