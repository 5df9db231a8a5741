package io.pagesync.camel.operate;

import org.apache.camel.CamelContext;

/** What operators see of a context, wherever it lives. */
public final class Operation {
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private Operation() {}

    /**
     * In an application of somebody else's: its registry, its health checks, its developer console, its route for events, JMX. Once
     * all is started.
     */
    public static void inApplication(CamelContext context) {
        if (context.getClassResolver().resolveClass(MICROMETER) != null) {
            ContextMeters.intoRegistryOf(context);
        }
        Health.of(context).started();
        CamelHealth.register(context);
        SyncConsole.register(context);
        always(context);
    }

    /** The events of a context, and what JMX shows of it; once its routes are made. */
    public static void always(CamelContext context) {
        Events.of(context).watch();
        ManagedBeans.register(context);
    }
}
