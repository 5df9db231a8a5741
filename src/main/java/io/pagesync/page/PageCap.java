package io.pagesync.page;

/**
 * Whether a page may have as many records as its API gives at the most. Such a number is chosen by somebody, so that it is
 * a round one, or one that fills rows of three and four: a page of 100 records, or of 48, where 500 were asked for, may be one
 * of many; one of 57 is the last.
 */
public final class PageCap {
    /** No API gives less than that at once. */
    private static final int FEWEST = 10;

    private PageCap() {}

    /** Whether it may be. */
    public static boolean maybe(long size) {
        return size >= FEWEST
                && (size % 10 == 0 || size % 12 == 0 || size % 15 == 0 || size % 25 == 0 || Long.bitCount(size) == 1);
    }
}
