package io.pagesync.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** A registry of our own, in the formats that Prometheus reads. */
public final class PrometheusScrape {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The content type for who accepts this: OpenMetrics where it is named, else Prometheus' text. */
    public String contentType(String accept) {
        return accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    /** All that is measured, as it is now. */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }
}
