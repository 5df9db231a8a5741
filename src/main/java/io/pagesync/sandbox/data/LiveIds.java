package io.pagesync.sandbox.data;

import java.util.Arrays;

/**
 * The ids of a collection at one moment: a span of consecutive ids without the deleted ones. Immutable; costs 8 bytes a
 * deleted id and nothing a live one.
 *
 * <p>The id at a position is found by a binary search: {@code deleted[i] - first - i} counts the live ids before the
 * i-th deleted one and never falls, so the number of deleted ids before position p is the number of i for which it is at
 * most p.
 */
public final class LiveIds {
    private final long first;
    private final long end;
    private final long[] deleted;

    private LiveIds(long first, long end, long[] deleted) {
        this.first = first;
        this.end = end;
        this.deleted = deleted;
    }

    /** {@code count} ids from {@code first} on. */
    static LiveIds span(long first, long count) {
        return new LiveIds(first, first + count, new long[0]);
    }

    long first() {
        return first;
    }

    /** The id that the next created record gets. */
    long end() {
        return end;
    }

    public long size() {
        return end - first - deleted.length;
    }

    boolean contains(long id) {
        return id >= first && id < end && Arrays.binarySearch(deleted, id) < 0;
    }

    /** The live id at a position from 0 up to, not including, {@link #size()}. */
    long at(long position) {
        int low = 0;
        int high = deleted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (deleted[middle] - first - middle <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + position + low;
    }

    /** How many live ids are smaller than {@code id}. */
    public long before(long id) {
        return Math.max(first, Math.min(id, end)) - first - deletedBefore(id);
    }

    /** The live ids at the positions from {@code from} up to, not including, {@code to}, both within the size. */
    public long[] slice(long from, long to) {
        if (from >= to) {
            return new long[0];
        }
        long[] ids = new long[Math.toIntExact(to - from)];
        long id = at(from);
        int next = deletedBefore(id);
        for (int i = 0; i < ids.length; i++) {
            while (next < deleted.length && deleted[next] == id) {
                next++;
                id++;
            }
            ids[i] = id++;
        }
        return ids;
    }

    /** With {@code count} more ids at the end. */
    LiveIds grown(long count) {
        return new LiveIds(first, end + count, deleted);
    }

    /** Without the given ids; those that are not live are passed over. */
    LiveIds without(long... ids) {
        long[] gone = Arrays.stream(ids).filter(this::contains).distinct().toArray();
        if (gone.length == 0) {
            return this;
        }
        long[] all = Arrays.copyOf(deleted, deleted.length + gone.length);
        System.arraycopy(gone, 0, all, deleted.length, gone.length);
        Arrays.sort(all);
        return new LiveIds(first, end, all);
    }

    private int deletedBefore(long id) {
        int found = Arrays.binarySearch(deleted, id);
        return found < 0 ? -found - 1 : found;
    }
}
