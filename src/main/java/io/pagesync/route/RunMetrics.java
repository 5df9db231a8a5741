package io.pagesync.route;

import org.apache.camel.CamelContext;

/** Counts runs in the host's Micrometer registry; without Micrometer on the classpath, nothing of it is loaded. */
final class RunMetrics {
    private static final String NEEDED = "io.micrometer.core.instrument.MeterRegistry";

    private RunMetrics() {}

    static void into(CamelContext context) {
        if (context.getClassResolver().resolveClass(NEEDED) != null) {
            Runs.of(context).onClosed(new RunMeters(context));
        }
    }
}
