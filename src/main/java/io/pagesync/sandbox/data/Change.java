package io.pagesync.sandbox.data;

/**
 * A change of the first licence's collection while it is being read: between two page requests, once.
 *
 * @param after how many page requests still see the collection as it was before; from 0 up
 * @param kind what changes
 * @param count how many records; from 1 up
 * @param position where records are deleted, in the order by id, from 0 up; {@link #MIDDLE} for the middle; of no
 *     meaning for {@link Kind#GROW}
 */
public record Change(long after, Kind kind, int count, long position) {
    /** The position in the middle of the collection, found when the change happens. */
    public static final long MIDDLE = -1;

    /** What changes. */
    public enum Kind {
        /** Records are created at the end, with the highest ids. */
        GROW,
        /** Records are deleted. */
        SHRINK,
        /** Records are deleted and as many created at the end: no total ever shows it. */
        SWAP
    }

    /** Refuses negative positions and empty changes. */
    public Change {
        if (after < 0 || count < 1 || position < MIDDLE) {
            throw new IllegalArgumentException("a change needs a number of requests from 0 up, a count from 1 up and a"
                    + " position from 0 up, not " + after + ", " + count + " and " + position);
        }
    }

    /** After {@code after} page requests {@code count} records are created. */
    public static Change grow(long after, int count) {
        return new Change(after, Kind.GROW, count, 0);
    }

    /** After {@code after} page requests the {@code count} records with the lowest ids are deleted. */
    public static Change shrink(long after, int count) {
        return new Change(after, Kind.SHRINK, count, 0);
    }

    /** After {@code after} page requests {@code count} records in the middle are deleted, and as many created. */
    public static Change swap(long after, int count) {
        return new Change(after, Kind.SWAP, count, MIDDLE);
    }

    /** This change at another position of the order by id, from 0 up. */
    public Change at(long newPosition) {
        return new Change(after, kind, count, newPosition);
    }

    public void applyTo(PackageCollection collection) {
        long where = position == MIDDLE ? collection.total() / 2 : position;
        switch (kind) {
            case GROW -> collection.create(count);
            case SHRINK -> collection.deleteAt(where, count);
            case SWAP -> collection.swap(where, count);
        }
    }
}
