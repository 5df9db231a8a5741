package io.pagesync.camel.work;

import io.pagesync.camel.api.Apis;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.LastWrites;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.jms.PageQueues;
import io.pagesync.camel.sync.Asked;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.work.TakenPages;
import io.pagesync.work.WorkCount;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

/** Has a process deliver pages for the owners of runs, from one queue for each API of its syncs. */
public final class Workers {
    private static final String ROUTE = "pagesync-pages-of-";

    private Workers() {}

    /**
     * Begins, where the settings say that the process is one of a cluster; once all syncs are known, and once a context.
     *
     * @param version this Pagesync's, for people
     */
    public static void start(CamelContext context, String version) {
        if (!Cluster.isEnabled(context)
                || ContextBean.find(context, PagesIn.class).isPresent()) {
            return;
        }
        PageQueues.install(context);
        String host = Processes.ofThisMachine().self().text();
        String id = host.replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("^(.{1,150}).*", "$1") + "-" + UUID.randomUUID();
        TakenPages pages = new TakenPages(
                Ledgers.database(context).orElseThrow(),
                id,
                host,
                version,
                ContextBean.of(context, WorkCount.class, WorkCount::new));
        PagesIn in = ContextBean.of(context, PagesIn.class, () -> new PagesIn(context, pages));
        context.getRegistry().bind("pagesync-pages", in);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                // First no more messages: what is given back would come again and again.
                context.getRoutes().stream()
                        .filter(route -> route.getId().startsWith(ROUTE))
                        .forEach(route -> ServiceHelper.suspendService(route.getConsumer()));
                in.stop(OpenRuns.SHUTTING_DOWN);
            }
        });
        LastWrites.of(context).add(pages::close);
        selectors(context).forEach((api, selector) -> TemplatedRouteBuilder.builder(context, "pagesync-pages")
                .routeId(ROUTE + api)
                .parameter("api", api)
                .parameter("consumers", Apis.of(context).get(api).settings().concurrency())
                .parameter("selector", selector)
                .add());
    }

    /** Which messages this process can do something with: those of its syncs, as they are here. */
    private static Map<String, String> selectors(CamelContext context) {
        Map<String, String> selectors = new TreeMap<>();
        for (Sync sync : Syncs.of(context).all()) {
            String api = sync.collection().api();
            String work = Asked.work(context, sync, Apis.of(context).get(api).settings());
            selectors.merge(api, "'" + work + "'", (one, other) -> one + "," + other);
        }
        selectors.replaceAll((api, all) -> PageQueues.WORK + " IN (" + all + ")");
        return selectors;
    }
}
