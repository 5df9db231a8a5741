package io.pagesync.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;

/** A registry of our own: read in the formats of Prometheus, sent to a collector of OpenTelemetry, or both. */
public final class OwnRegistry implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final CompositeMeterRegistry all = new CompositeMeterRegistry();
    private final PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** One that is neither read nor sent. */
    public OwnRegistry() {}

    /** What is measured can be read from now on. */
    public void read() {
        all.add(scraped);
    }

    /**
     * What is measured is sent to a collector from now on, at this interval and when this is closed.
     *
     * @throws io.pagesync.InvalidSettingException if the library for that is missing
     */
    public void send(URI collector, Duration interval) {
        all.add(OtlpPush.to(collector, interval));
    }

    /** Whether anybody reads it, or is sent it. */
    public boolean isOfUse() {
        return !all.getRegistries().isEmpty();
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return all;
    }

    /** The content type for who accepts this: OpenMetrics where it is named, else Prometheus' text. */
    public String contentType(String accept) {
        return accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    /** All that is measured, as it is now. */
    public String scrape(String contentType) {
        return scraped.scrape(contentType);
    }

    @Override
    public void close() {
        all.close();
    }
}
