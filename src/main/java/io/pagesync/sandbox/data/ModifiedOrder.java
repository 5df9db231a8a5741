package io.pagesync.sandbox.data;

/**
 * Which record of a collection was modified when, as a formula: an order unlike that of the ids, yet found without
 * sorting. Within each block of 64 ids the order is shuffled, the blocks follow one another; so the n-th record by time
 * lies in the same block as the n-th by id. Records created later are the last ones modified, too.
 *
 * @param first the collection's first id
 * @param initial how many records the collection began with
 */
record ModifiedOrder(long first, long initial) {
    static final int BLOCK = 64;

    /** The place of an id in the order of modification; a number from 0 up, one for each id. */
    long place(long id) {
        long offset = id - first;
        if (offset >= initial / BLOCK * BLOCK) {
            return offset;
        }
        return (offset & -BLOCK) | ((offset * 37 + 11) & (BLOCK - 1));
    }

    /** The live ids at the positions from {@code from} up to, not including, {@code to} of this order. */
    long[] slice(LiveIds ids, long from, long to) {
        if (from >= to) {
            return new long[0];
        }
        long blockStart = first + ((ids.at(from) - first) & -BLOCK);
        long skipped = from - ids.before(blockStart);
        long[] found = new long[Math.toIntExact(to - from)];
        for (int count = 0; count < found.length; blockStart += BLOCK) {
            // 0 where a place is empty: no id is.
            long[] byPlace = new long[BLOCK];
            for (long id : ids.slice(ids.before(blockStart), ids.before(blockStart + BLOCK))) {
                byPlace[(int) (place(id) & (BLOCK - 1))] = id;
            }
            for (long id : byPlace) {
                if (id != 0 && skipped-- <= 0 && count < found.length) {
                    found[count++] = id;
                }
            }
        }
        return found;
    }
}
