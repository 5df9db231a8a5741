package io.pagesync.evidence;

/**
 * Totals at which engines stop to count: Elasticsearch at 10,000, search APIs at 1,000 or 2,000, others at the end of an
 * integer. A collection can have as many records by chance.
 */
final class CountingLimit {
    private static final long LOWEST = 1000;

    private CountingLimit() {}

    /** Whether the total is 1, 2, 2.5 or 5 with zeros behind, such a number less 1, or a power of two, or that less 1. */
    static boolean maybe(long total) {
        return total >= LOWEST - 1 && (round(total) || round(total + 1) || power(total) || power(total + 1));
    }

    /**
     * Whether so many records may be as far as an API goes: they are such a number, or all pages are full and the last one was
     * asked for by such an offset, which some APIs take in place of any higher one.
     */
    static boolean cuts(long records, int pageSize) {
        return maybe(records) || (pageSize > 0 && records % pageSize == 0 && maybe(records - pageSize));
    }

    private static boolean round(long number) {
        long rest = number;
        while (rest > 100 && rest % 10 == 0) {
            rest /= 10;
        }
        return number >= LOWEST && (rest == 20 || rest == 25 || rest == 50 || rest == 100);
    }

    private static boolean power(long number) {
        return number > LOWEST && Long.bitCount(number) == 1;
    }
}
