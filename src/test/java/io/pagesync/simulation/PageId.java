package io.pagesync.simulation;

import java.util.Comparator;

/**
 * A page of a run.
 *
 * @param partition its partition's name; empty where there is one
 */
record PageId(String partition, int number) implements Comparable<PageId> {
    private static final Comparator<PageId> ORDER =
            Comparator.comparing(PageId::partition).thenComparingInt(PageId::number);

    @Override
    public int compareTo(PageId other) {
        return ORDER.compare(this, other);
    }
}
