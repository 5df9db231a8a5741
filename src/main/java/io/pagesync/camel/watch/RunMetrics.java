package io.pagesync.camel.watch;

import io.pagesync.camel.context.OpenRuns;
import org.apache.camel.CamelContext;

/** Counts runs in the host's Micrometer registry; without Micrometer on the classpath, nothing of it is loaded. */
public final class RunMetrics {
    private static final String NEEDED = "io.micrometer.core.instrument.MeterRegistry";

    private RunMetrics() {}

    public static void into(CamelContext context) {
        if (context.getClassResolver().resolveClass(NEEDED) != null) {
            OpenRuns.of(context).onClosed(new RunMeters(context));
        }
    }
}
