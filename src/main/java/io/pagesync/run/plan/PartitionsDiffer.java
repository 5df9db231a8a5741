package io.pagesync.run.plan;

import io.pagesync.page.Page;
import java.util.Locale;
import java.util.Optional;

/**
 * Partitions that have records of their own do not all begin with the same ones, and as many: an API that takes no notice of what
 * tells them apart gives the same collection for each, and every count adds up. One record alone may well be the same. Thread-safe.
 */
public final class PartitionsDiffer {
    private static final int FEWEST = 2;

    private int partitions;
    private int firstSize;
    private long records;
    private long fingerprint;
    private boolean differ;

    /** The first page of one more of them, and how many records it has in all. */
    public synchronized void over(Page page, long all) {
        if (differ || page.getSize() == 0) {
            return;
        }
        partitions++;
        long its = page.fingerprint();
        boolean other = partitions > 1 && (its != fingerprint || all != records);
        differ = other || page.getSize() < FEWEST;
        fingerprint = its;
        firstSize = page.getSize();
        records = all;
    }

    /** What speaks against it; empty if nothing does, or there are too few of them. */
    public synchronized Optional<String> drift() {
        return partitions < FEWEST || differ
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "all %,d partitions with records have %,d, and begin with the same %,d: the API seems to take no notice of what tells"
                                + " partitions apart",
                        partitions,
                        records,
                        firstSize));
    }
}
