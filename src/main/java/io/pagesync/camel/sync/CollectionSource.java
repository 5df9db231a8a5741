package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.camel.context.Spools;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.work.JoinedPage;
import io.pagesync.camel.sync.work.PagesOut;
import io.pagesync.camel.watch.DeliveryEnd;
import io.pagesync.camel.watch.ThrownErrors;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.spool.RunSpool;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the collection-source Kamelet calls, one object a sync, with its parameters. */
public final class CollectionSource implements CamelContextAware {
    /** Stands for a page that another process is to fetch and to deliver. */
    private static final Object ELSEWHERE = new Object();

    private Map<String, String> parameters = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable Api api;
    private @Nullable Sync sync;

    /** The Kamelet's parameters. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** The Kamelet's parameters, set by Camel. */
    public void setParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Null until Camel has set it; Spring asks before. */
    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    /** Checks the parameters when the sync is made. */
    public void prepare() {
        CollectionParameters checked = new CollectionParameters(parameters);
        Apis apis = Apis.of(set(context));
        Sync its = checked.sync(name -> apis.get(name).settings());
        api = apis.get(checked.api());
        sync = its;
        Syncs.of(set(context)).add(its);
    }

    /** Opens a run: of the sync's collection, begun as the message says, or of the one that a load brings. */
    public void open(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof JoinedPage joined) {
            RunProperty.set(exchange, joined.run());
            return;
        }
        LoadRequest load = body instanceof LoadRequest brought ? brought : null;
        Run run = load == null
                ? sync(body instanceof Start start ? start : Start.NOW)
                : new Run(load.collection(parameters, set(api)), set(api), new MemoryLedger());
        try {
            OpenRuns.of(set(context)).opened(run);
        } catch (RuntimeException e) {
            run.ledger().giveBack();
            throw e;
        }
        RunProperty.set(exchange, run);
        if (load != null) {
            load.opened(run);
        } else if (run.isDivided() || !run.ledger().goesOn()) {
            openDestinations(run);
        }
    }

    /** Who only rehearses does not want those pages left out that somebody else got. */
    private Run sync(Start start) {
        Sync its = set(sync);
        boolean dry = Syncs.of(set(context)).dryRun();
        Ledger ledger = dry ? new MemoryLedger() : Ledgers.of(set(context));
        Incremental incremental = its.collection().incremental();
        if (its.needsMarks() && !dry && !ledger.keepsMarks()) {
            throw new InvalidSettingException(NextRun.noMarks(its));
        }
        RunLedger open = ledger.open(Asked.of(set(context), its, set(api).settings(), start));
        try {
            Collection collection = incremental == null
                    ? its.collection()
                    : incremental.since(open.asking().since());
            return new Run(collection, set(api), open)
                    .keeping(its.spool() ? Spools.of(set(context), its.name(), open, open.goesOn()) : RunSpool.NONE);
        } catch (RuntimeException e) {
            open.giveBack();
            throw e;
        }
    }

    private void openDestinations(Run run) {
        try {
            open(run);
            if (run.isDivided()) {
                shareWork(run);
            }
        } catch (RuntimeException | Error e) {
            run.destinationFailed(e);
            var unused = run.close();
            OpenRuns.of(set(context)).closed(run);
            throw e;
        }
    }

    private void openDestinationsLate(Run run) {
        try {
            open(run);
        } catch (RuntimeException | Error e) {
            run.destinationFailed(e);
        }
    }

    private void open(Run run) {
        if (Syncs.of(set(context)).dryRun()) {
            SyncEndpoints.rehearse(set(context), run);
        } else {
            SyncEndpoints.open(set(context), run);
        }
    }

    /** The page of another process's run that the message is; nothing, if the run is this one's. */
    public List<Delivery> joined(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof JoinedPage joined ? List.of(joined.delivery()) : List.of();
    }

    /** Whether there is a pass over the collection to be made, first or again. */
    public boolean hasPass(Exchange exchange) {
        return !(exchange.getMessage().getBody() instanceof JoinedPage)
                && run(exchange).hasPass();
    }

    /** Whether it begins with a first page; partitions have one each, and failed pages are asked for again without it. */
    public boolean readsFirstPage(Exchange exchange) {
        return run(exchange).readsFirstPage();
    }

    /** The request for the first page; the page itself, where a look has brought it. */
    public void firstPage(Exchange exchange) {
        exchange.getMessage().setBody(FirstLooks.of(set(context)).first(run(exchange)));
    }

    /** Makes the plan from the first page. */
    public void plan(Exchange exchange) {
        Run run = run(exchange);
        Page first = exchange.getMessage().getBody(Page.class);
        if (run.ledger().goesOn()) {
            run.partition().compare(first);
            // Not before: which run it is has been seen only now.
            openDestinationsLate(run);
        }
        run.plan(first);
        shareWork(run);
    }

    /** In a cluster, others deliver its pages, too. */
    private void shareWork(Run run) {
        if (!Syncs.of(set(context)).dryRun()) {
            PagesOut.of(set(context)).begin(run, () -> Asked.work(set(context), set(sync), set(api).settings()));
        }
    }

    /** There is no usable first page; where that is for the mark, everything is asked for. */
    public void noFirstPage(Exchange exchange) {
        Run run = run(exchange);
        Throwable error = ThrownErrors.in(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        boolean wentOn = run.ledger().goesOn();
        if (!run.asksForEverything(error)) {
            run.firstPageFailed(error);
        } else if (wentOn) {
            openDestinationsLate(run);
        }
    }

    /** What is read before all pages, only to compare. */
    public Iterator<PageRequest> openingChecks(Exchange exchange) {
        return run(exchange).openingChecks();
    }

    /** The waves of pages, each an iterator over their numbers; for partitions a wave of slots for any of their pages. */
    public Iterator<Iterator<Integer>> waves(Exchange exchange) {
        return run(exchange).waves();
    }

    /** What is read after all pages, only to compare. */
    public Iterator<PageRequest> closingChecks(Exchange exchange) {
        return run(exchange).closingChecks();
    }

    /**
     * A page sets out: from here on, what becomes of this exchange is told to the run. The message becomes the request for
     * the page, which may have to wait for the page before; or the first page, which is here already; or nothing, if there
     * is no such page. Of partitions it is the next page of the one that has its turn.
     */
    public void setOut(Exchange exchange) {
        Run run = run(exchange);
        Delivery delivery = exchange.getMessage().getBody() instanceof Delivery joined
                ? joined
                : run.isDivided()
                        ? run.deliver()
                        : run.deliver(exchange.getMessage().getBody(Integer.class));
        if (delivery == null) {
            exchange.getMessage().setBody(null);
            return;
        }
        RunProperty.set(exchange, delivery);
        DeliveryEnd.follow(exchange, delivery);
        Object asked = delivery.ask();
        exchange.getMessage()
                .setBody(
                        asked instanceof PageRequest
                                        && PagesOut.of(set(context)).takes(delivery)
                                ? ELSEWHERE
                                : asked);
    }

    /** Whether the page is for another process to fetch and to deliver. */
    public boolean isElsewhere(Exchange exchange) {
        return exchange.getMessage().getBody() == ELSEWHERE;
    }

    /** Whether there is such a page. */
    public boolean exists(Exchange exchange) {
        return exchange.getMessage().getBody() != null;
    }

    /** Whether the page is still to be fetched. */
    public boolean isMissing(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof PageRequest;
    }

    /** The page has arrived; where page order is asked for, waits its turn. A rehearsal ends here. */
    public void arrived(Exchange exchange) {
        Page page = exchange.getMessage().getBody(Page.class);
        Delivery delivery = (Delivery) RunProperty.of(exchange);
        delivery.arrived(page);
        Page handedOn = delivery.handedOn();
        if (handedOn != null && Syncs.of(set(context)).dryRun()) {
            SyncEndpoints.rehearse(handedOn, delivery);
        }
        exchange.getMessage().setBody(handedOn);
        exchange.getMessage()
                .setHeader("PagesyncSync", delivery.run().collection().sync());
        exchange.getMessage().setHeader("PagesyncRun", delivery.run().id());
        exchange.getMessage().setHeader("PagesyncPage", page.getNumber());
        String scope = delivery.partition().collection().scope().text();
        if (!scope.isEmpty()) {
            exchange.getMessage().setHeader("PagesyncScope", scope);
        }
        String partition = delivery.partition().name();
        if (!partition.isEmpty()) {
            exchange.getMessage().setHeader("PagesyncPartition", partition);
        }
    }

    /** Whether the page is handed to the user's steps; not behind the end, nor when only a rehearsal was asked for. */
    public boolean delivers(Exchange exchange) {
        return !Syncs.of(set(context)).dryRun()
                && RunProperty.of(exchange) instanceof Delivery delivery
                && delivery.handedOn() != null;
    }

    /** Ends the run; the message becomes its report, its pages or its records. */
    public void close(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof JoinedPage joined) {
            joined.await();
            return;
        }
        Run run = run(exchange);
        try {
            PagesOut.of(set(context)).end(run);
            exchange.getMessage().setBody(run.close());
        } finally {
            OpenRuns.of(set(context)).closed(run);
        }
    }

    private static Run run(Exchange exchange) {
        return RunProperty.of(exchange).run();
    }

    private static <T> T set(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the collection source is used before Camel has set it up");
        }
        return value;
    }
}
