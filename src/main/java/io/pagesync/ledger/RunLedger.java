package io.pagesync.ledger;

import io.pagesync.report.RunReport;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the ledger holds of one run that is open. Implementations are thread-safe. */
public interface RunLedger {
    /** The run's id; that of the run that was cut short, if this goes on with it. */
    String id();

    /**
     * The run knows what there is, as far as it can be known from the first page.
     *
     * @param pages how many pages; empty where only the last one will tell
     * @param records how many records were declared; empty if none were
     */
    void planned(OptionalInt pages, OptionalLong records);

    /** The page as an earlier attempt at the run has delivered it, to every destination; null if this one has to. */
    @Nullable
    DonePage earlier(int page);

    /**
     * Every destination has confirmed the page.
     *
     * @throws io.pagesync.PagesyncException if that cannot be noted; the page does not count as delivered then
     */
    void done(int page, DonePage what);

    /** How much is done, earlier attempts included. */
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
