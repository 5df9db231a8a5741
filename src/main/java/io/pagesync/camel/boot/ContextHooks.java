package io.pagesync.camel.boot;

import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.Databases;
import io.pagesync.camel.context.KameletGuard;
import io.pagesync.camel.context.LastWrites;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.jms.JmsSetup;
import io.pagesync.camel.watch.DeliveryPolicy;
import io.pagesync.camel.watch.FailureWatch;
import io.pagesync.camel.watch.TapFollower;
import io.pagesync.camel.watch.ThrownErrors;
import io.pagesync.database.publish.Publishers;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * What watches over a context: it sees everything in there, and acts on what is ours. A context that is stopped and
 * started again keeps it, so each is added once.
 */
final class ContextHooks {
    private ContextHooks() {}

    static void add(CamelContext context) {
        if (context.getRoutePolicyFactories().stream().noneMatch(DeliveryPolicy.Factory.class::isInstance)) {
            context.addRoutePolicyFactory(new DeliveryPolicy.Factory());
        }
        if (context.getManagementStrategy().getEventNotifiers().stream().noneMatch(FailureWatch.class::isInstance)) {
            context.getManagementStrategy().addEventNotifier(new FailureWatch());
        }
        if (context.getLifecycleStrategies().stream().noneMatch(KameletGuard.class::isInstance)) {
            context.addLifecycleStrategy(new KameletGuard(context));
            context.getCamelContextExtension().addInterceptStrategy(new ThrownErrors());
            context.getCamelContextExtension().addInterceptStrategy(new TapFollower());
            JmsSetup.install(context);
            context.addLifecycleStrategy(new End());
        }
    }

    /** Runs end with their verdict; then the databases close. */
    private static final class End extends LifecycleStrategySupport {
        @Override
        public void onContextStopping(CamelContext context) {
            OpenRuns.of(context).endAll(OpenRuns.SHUTTING_DOWN);
            ContextBean.find(context, Publishers.class).ifPresent(Publishers::close);
        }

        @Override
        public void onContextStopped(CamelContext context) {
            LastWrites.of(context).run();
            Ledgers.close(context);
            Databases.of(context).close();
            ContextBean.forgetAll(context);
        }
    }
}
