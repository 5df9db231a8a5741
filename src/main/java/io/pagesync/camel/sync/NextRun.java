package io.pagesync.camel.sync;

import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.since.Asking;
import io.pagesync.since.Known;
import java.time.Instant;
import org.apache.camel.CamelContext;

/**
 * What the next run of a sync asks for, if it begins anew.
 *
 * @param collection the collection as it asks for it
 * @param text since when, or why for everything, in one clause; empty of a sync that asks for everything always
 */
public record NextRun(Collection collection, String text) {
    /** That of a sync, by the context's ledger. */
    public static NextRun of(CamelContext context, Sync sync) {
        Collection collection = sync.collection();
        Incremental incremental = collection.incremental();
        if (incremental == null) {
            return new NextRun(collection, "");
        }
        RunRequest request =
                Asked.of(context, sync, Apis.of(context).get(collection.api()).settings(), Start.NOW);
        Ledger ledger = Ledgers.of(context);
        Instant now = Instant.now();
        Asking asking = Asking.of(
                Asked.since(sync, now), ledger.mark(sync.name()).orElse(Known.NOTHING), request.asked(), false, now);
        return new NextRun(
                incremental.since(asking.since()),
                new RunReport.Since(asking.since(), asking.full(), null, 0, null).text());
    }

    /** That a sync cannot be run, as it needs a ledger that outlives its process. */
    public static String noMarks(Sync sync) {
        boolean since = sync.collection().incremental() != null;
        return "the sync " + sync.name()
                + (since
                        ? " asks only for what has changed (sinceField), and the ledger keeps no mark"
                        : " keeps pages for the next attempt at a run (spool), and the ledger knows no run")
                + " beyond its process; name a data source for it (pagesync.ledger.data-source), or leave "
                + (since ? "sinceField" : "spool") + " out";
    }
}
