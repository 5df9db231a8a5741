package io.pagesync.paging;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Which pages a run asks for. Page numbers under a known total are the one style so far; others (offsets, links,
 * cursors) take this interface's place without touching the routes.
 */
public interface PagePlan {
    /** How many pages there are, the first included; at least 1. */
    int pages();

    /** How many records there are, as the API declared. */
    long records();

    /** How many records a page holds, the last one aside. */
    long pageSize();

    /**
     * The requests of one wave, in ascending order: pure arithmetic, never I/O, because a splitter that is told to stop
     * still drains its iterator.
     *
     * @param wave which wave, from 0; the first begins with page 1
     * @param stopped ends the iterator early once it is true
     */
    Iterator<PageRequest> wave(int wave, BooleanSupplier stopped);

    /** How many waves there are; at least 1. */
    int waves();

    /** The request for one page, for whatever purpose; also for a page past the end. */
    PageRequest request(int page, PageRequest.Purpose purpose);

    /** Iterates over {@code count} numbers from {@code from}, until stopped. */
    static <T> Iterator<T> until(BooleanSupplier stopped, int from, int count, IntFunction<T> each) {
        return new Iterator<>() {
            private int taken;

            @Override
            public boolean hasNext() {
                return taken < count && !stopped.getAsBoolean();
            }

            @Override
            public T next() {
                if (taken >= count) {
                    throw new NoSuchElementException();
                }
                return each.apply(from + taken++);
            }
        };
    }
}
