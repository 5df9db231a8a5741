package io.pagesync.ledger;

import io.pagesync.report.RunReport;

/** What the ledger holds of one run that is open. Implementations are thread-safe. */
public interface RunLedger {
    /** The run's id; that of the run that was cut short, if this goes on with it. */
    String id();

    /**
     * What it holds of one of the run's partitions.
     *
     * @param name the partition's name; empty for the only one of a run that has no others
     */
    PartitionLedger partition(String name);

    /** How much is done in all partitions, earlier attempts included. */
    Totals totals();

    /** Whether a later run may go on where this one stops. */
    boolean resumable();

    /** The run is over. */
    void close(RunReport report);

    /**
     * A page that is done.
     *
     * @param records how many of its records were delivered
     * @param size how many records it has, refused ones included
     * @param fingerprint of its records; 0 without records
     * @param next what it said of the next page, see {@link io.pagesync.paging.PageSequence#next}
     */
    record DonePage(int records, int size, long fingerprint, String next) {}

    /**
     * How much is done.
     *
     * @param pages how many pages
     * @param records how many of their records were delivered
     */
    record Totals(int pages, long records) {}
}
