package io.pagesync.ledger;

import io.pagesync.report.RunReport;
import java.util.List;

/**
 * The runs of all syncs and the state of their pages. This is the seam behind which they become durable: a run begins at
 * what its ledger says is done, tells it what is certain, and takes its verdict from it. Implementations are thread-safe.
 */
public interface Ledger {
    /**
     * Opens a run of a sync: a new one, or one that was cut short and goes on.
     *
     * @param sync the sync's name
     * @param collection what it loads, as a URL without secrets; a run of another collection is not gone on with
     * @throws io.pagesync.PagesyncException if the ledger cannot be had; then nothing is asked for
     */
    RunLedger open(String sync, String collection);

    /**
     * The last runs of a sync that were closed.
     *
     * @param most how many at the most, 1 or more
     * @return their reports, the newest first; empty if there is none
     */
    List<RunReport> last(String sync, int most);
}
