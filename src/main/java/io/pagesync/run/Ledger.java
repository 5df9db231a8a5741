package io.pagesync.run;

/**
 * The list of a run's pages and their state. This is the seam behind which it becomes durable; a run tells it what is
 * certain, and only that. Implementations are thread-safe.
 */
public interface Ledger {
    /** A run begins, or goes on after it was cut short. */
    void open(String run, Collection collection);

    /** The run knows how many pages there are. */
    void planned(int pages);

    /** Whether the page must still be loaded. */
    boolean lacks(int page);

    /** Every destination has confirmed the page. */
    void done(int page, int records);

    /** The run is over. */
    void close(Verdict verdict);
}
