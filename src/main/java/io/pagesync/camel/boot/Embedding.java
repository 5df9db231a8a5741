package io.pagesync.camel.boot;

import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.operate.Operation;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.camel.watch.DeliveryPolicy;
import io.pagesync.camel.watch.RunLog;
import io.pagesync.camel.work.Following;
import io.pagesync.camel.work.Workers;
import io.pagesync.config.Configuration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.model.Model;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pagesync in a Camel context of somebody else's: waits until its routes are known and none of them is made, and then
 * puts the pipeline in, if a setting or a route asks for it. A context that has nothing of ours stays as it is.
 */
final class Embedding extends LifecycleStrategySupport implements StartupListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.runs");

    private final Map<String, String> environment;
    private boolean ours;
    private boolean schedules;

    private Embedding(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Prepares a context that has not been started; once, however often it is called. */
    static void into(CamelContext context) {
        if (context.getLifecycleStrategies().stream().noneMatch(Embedding.class::isInstance)) {
            Embedding embedding = new Embedding(System.getenv());
            context.addLifecycleStrategy(embedding);
            try {
                context.addStartupListener(embedding);
            } catch (Exception e) {
                throw StartErrors.of("the schedules", e);
            }
        }
    }

    /**
     * The one moment that all kinds of hosts have in common.
     *
     * @throws io.pagesync.PagesyncException if a setting cannot be, which stops the start
     */
    @Override
    public void onContextInitializing(CamelContext context) {
        // An engine of ours has put it in.
        if (Pipeline.isIn(context)) {
            return;
        }
        Configuration settings = ContextSettings.read(context, environment).requireComplete();
        if (settings.all().isEmpty() && !hasSync(context)) {
            return;
        }
        Pipeline.install(context).addAll(settings);
        Cluster.require(context);
        OpenRuns.of(context).onClosed(new RunLog());
        ours = true;
        schedules = settings.general().schedules();
    }

    private static boolean hasSync(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .anyMatch(DeliveryPolicy::isSync);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

    /** Only then all syncs are known; and an error still reaches whoever starts the context. */
    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        if (schedules) {
            Syncs.of(context).all().forEach(sync -> SyncEndpoints.serve(context, sync.name()));
        }
        if (ours) {
            Operation.inApplication(context);
        }
        if (schedules) {
            String version = Embedding.class.getPackage().getImplementationVersion();
            Workers.start(context, version == null ? "" : version);
            Following.start(context, (sync, start) -> Pipeline.run(context, sync, start), LOG::warn);
        }
        if (schedules && Syncs.of(context).anyScheduled()) {
            Schedules.start(context);
        }
    }
}
