package io.pagesync.camel.operate;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.MissedStarts;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.ledger.Ledger;
import io.pagesync.meter.Meters;
import io.pagesync.work.WorkCount;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what a context does into a Micrometer registry; loaded only where there is one. */
public final class ContextMeters {
    private static final Logger LOG = LoggerFactory.getLogger(ContextMeters.class);

    private ContextMeters() {}

    /** In the registry that an application has; nothing without one, or where nobody has said which of several is meant. */
    static void intoRegistryOf(CamelContext context) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry != null) {
            into(context, registry);
        }
    }

    /** Once the routes of a context are made. */
    public static void into(CamelContext context, MeterRegistry registry) {
        Meters meters = new Meters(registry);
        meters.work(ContextBean.of(context, WorkCount.class, WorkCount::new));
        Apis.of(context).all().forEach(meters::api);
        Syncs syncs = Syncs.of(context);
        syncs.named().forEach(sync -> add(meters, sync));
        earlier(context, meters);
        OpenRuns.of(context).onOpened(run -> {
            String name = run.collection().sync();
            if (!syncs.isGiven(name)) {
                add(meters, syncs.get(name));
                meters.opened(run);
            }
        });
        OpenRuns.of(context).onClosed(meters::closed);
        OpenRuns.of(context).onApproved(meters::approved);
        MissedStarts.of(context).listen((sync, madeUpFor, sentence) -> meters.missed(sync, madeUpFor));
        Events.of(context).onFailure(meters::eventFailed);
    }

    private static void add(Meters meters, Sync sync) {
        meters.sync(sync.name(), () -> Schedules.next(sync, Instant.now()), began -> Schedules.lateFrom(sync, began));
    }

    /**
     * What the ledger has of the last runs; where it is away, the next run begins these times anew. Read by a thread of its own:
     * nothing waits for a ledger that gives no answer.
     */
    private static void earlier(CamelContext context, Meters meters) {
        Ledger ledger = Ledgers.of(context);
        List<String> syncs = Syncs.of(context).all().stream().map(Sync::name).toList();
        Thread reader = new Thread(() -> read(ledger, syncs, meters), "pagesync-metrics-earlier");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Ledger ledger, List<String> syncs, Meters meters) {
        try {
            for (String sync : syncs) {
                ledger.reports(sync, 50).forEach(meters::earlier);
            }
        } catch (RuntimeException e) {
            LOG.warn("The times of the last runs are not known to the metrics: {}", e.getMessage());
        }
    }
}
