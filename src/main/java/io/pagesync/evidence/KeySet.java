package io.pagesync.evidence;

/**
 * The keys of all records that a pass has read, so that two passes can be compared: equal sums of equally many fingerprints
 * of 64 bits are the same keys, but for a chance of one in 2^64.
 *
 * @param count how many there are
 * @param sum the sum of their mixed fingerprints
 */
public record KeySet(long count, long sum) {
    static final KeySet EMPTY = new KeySet(0, 0);

    KeySet and(long more, long fingerprints) {
        return new KeySet(count + more, sum + fingerprints);
    }
}
