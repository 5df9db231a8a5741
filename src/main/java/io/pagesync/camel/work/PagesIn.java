package io.pagesync.camel.work;

import io.pagesync.PagesyncException;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.Spools;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.camel.sync.work.JoinedPage;
import io.pagesync.database.work.TakenPage;
import io.pagesync.database.work.TakenPages;
import io.pagesync.ledger.RunLedger;
import io.pagesync.run.Run;
import io.pagesync.spool.RunSpool;
import io.pagesync.work.PageTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the queue of pages calls: takes the page that a message asks for, and joins its run, whose destinations are opened for
 * that once. A joined run makes, empties and closes nothing; its owner does. Thread-safe.
 */
public final class PagesIn {
    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.runs");

    private final CamelContext context;
    private final TakenPages pages;
    /** The run of each sync whose pages came last. */
    private final Map<String, Joined> joined = new HashMap<>();

    private @Nullable String over;

    /** A run as its owner has it. */
    private record Joined(String run, int epoch, Run its) {
        boolean isOf(PageTask task) {
            return run.equals(task.run()) && epoch == task.epoch();
        }
    }

    PagesIn(CamelContext context, TakenPages pages) {
        this.context = context;
        this.pages = pages;
    }

    /**
     * The message asks for a page, and becomes that page on its way, and the name of its sync; or nothing, if somebody else has it,
     * it is delivered, or its run is over or another owner's: then the message is done with.
     *
     * @throws PagesyncException if it is not known whether this process may deliver it
     */
    public void take(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
        PageTask task;
        try {
            task = PageTask.of(text == null ? "" : text);
        } catch (PagesyncException e) {
            LOG.warn(e.getMessage());
            return;
        }
        requireOpen();
        TakenPage page = pages.take(task);
        if (page == null) {
            return;
        }
        JoinedPage its;
        try {
            its = new JoinedPage(run(task), page);
        } catch (RuntimeException e) {
            // Whoever else tries may fail as well: the owner has to know.
            try {
                page.failed(e, "");
                return;
            } finally {
                page.leave();
            }
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                its.leave();
            }
        });
        exchange.getMessage().setHeader("PagesyncSync", task.sync());
        exchange.getMessage().setBody(its);
    }

    /** Whether there is a page to deliver. */
    public boolean isTaken(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof JoinedPage;
    }

    private synchronized void requireOpen() {
        if (over != null) {
            throw new PagesyncException(over);
        }
    }

    private synchronized Run run(PageTask task) {
        requireOpen();
        Joined before = joined.get(task.sync());
        if (before != null && before.isOf(task)) {
            return before.its();
        }
        if (before != null) {
            before.its().stop().stop("its run is another process's now");
        }
        Sync sync = Syncs.of(context).get(task.sync());
        RunLedger ledger = pages.ledger(task);
        Run run = new Run(
                        sync.collection(),
                        Apis.of(context).get(sync.collection().api()),
                        ledger)
                .keeping(sync.spool() ? Spools.of(context, sync.name(), ledger, true) : RunSpool.NONE);
        SyncEndpoints.open(context, run);
        joined.put(task.sync(), new Joined(task.run(), task.epoch(), run));
        return run;
    }

    /** No page is taken any more; those that are under way go to others, unless they end at once. */
    void stop(String why) {
        List<Joined> all;
        synchronized (this) {
            over = why;
            all = List.copyOf(joined.values());
        }
        all.forEach(each -> each.its().stop().stop(why));
    }
}
