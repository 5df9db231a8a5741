package io.pagesync.ledger;

import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.report.Verdict;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the ledger holds of one partition of an open run: its pages, which are numbered anew in each. Thread-safe. */
public interface PartitionLedger {
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

    /** How much of it is done, earlier attempts included. */
    Totals totals();

    /**
     * The partition has come to its end, and is not asked about again by this run.
     *
     * @param verdict what is said of it
     * @throws io.pagesync.PagesyncException if that cannot be noted; the run's report says so
     */
    void ended(Verdict verdict);
}
