package io.pagesync.run.turn;

import io.pagesync.paging.PageSequence;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * What the splitter takes its messages from: the numbers of the pages, wave by wave, in ascending order. Pure arithmetic,
 * never I/O and never a wait: a parallel split looks one element ahead, and one that is told to stop drains what is left.
 * It ends early when the run stops, leaves out what is done already, and begins no page from the one on that the API said
 * is past the end of the collection. Where nobody knows yet how many pages there are, it goes on until somebody does.
 */
public final class PageSlots {
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final PageSequence sequence;
    private final int waveSize;
    private final IntPredicate done;
    private final StopSignal stop;
    private final AtomicInteger refused = new AtomicInteger(UNKNOWN);

    /** Slots in waves of so many, 0 for one wave; those that are {@code done} are left out. */
    public PageSlots(PageSequence sequence, int batchSize, IntPredicate done, StopSignal stop) {
        this.sequence = sequence;
        this.waveSize = batchSize == 0 ? UNKNOWN : batchSize;
        this.done = done;
        this.stop = stop;
    }

    /** No page from this one on is begun any more. */
    public void endBefore(int page) {
        refused.accumulateAndGet(page, Math::min);
    }

    /** Whether the API said that a page is past the end. */
    public boolean ended() {
        return refused.get() != UNKNOWN;
    }

    /** The lowest page that is past the end; {@link Integer#MAX_VALUE} if none is. */
    public int end() {
        return refused.get();
    }

    /** Whether the page is known to be the last one, of several. */
    public boolean isLast(int page) {
        return page > 1 && sequence.pages().orElse(0) == page;
    }

    /** The pages wave by wave. */
    public Iterator<Iterator<Integer>> waves() {
        return new Ascending<>(1, UNKNOWN, waveSize) {
            @Override
            Iterator<Integer> at(int first) {
                int behind = waveSize > UNKNOWN - first ? UNKNOWN : first + waveSize;
                return new Ascending<>(first, behind, 1) {
                    @Override
                    Integer at(int page) {
                        return page;
                    }
                };
            }
        };
    }

    /**
     * Keeps to a yes, also when the run is stopped before the element is taken: a parallel split that is told of one and
     * then finds none is over at once, whatever else is still under way (MulticastProcessor of 4.18.0).
     */
    private abstract class Ascending<T> implements Iterator<T> {
        private final int behind;
        private final int step;
        private int next;
        private boolean promised;

        Ascending(int first, int behind, int step) {
            this.next = first;
            this.behind = behind;
            this.step = step;
        }

        abstract T at(int page);

        @Override
        public boolean hasNext() {
            while (!promised && step == 1 && mayBegin(next) && done.test(next)) {
                next++;
            }
            promised = promised || mayBegin(next);
            return promised;
        }

        private boolean mayBegin(int page) {
            return page < behind && page <= sequence.reach() && page < refused.get() && !stop.stopped();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int page = next;
            promised = false;
            next = step > UNKNOWN - page ? UNKNOWN : page + step;
            return at(page);
        }
    }
}
