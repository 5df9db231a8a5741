package io.pagesync.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry whose meters are sent to a collector of OpenTelemetry, at an interval and once more when it is closed. */
final class OtlpPush {
    private static final String NEEDED = "io.micrometer.registry.otlp.OtlpMeterRegistry";
    private static final String SERVICE = "service.name";

    private OtlpPush() {}

    /**
     * Begins to send.
     *
     * @param url where the collector takes metrics, by HTTP
     * @throws InvalidSettingException if Micrometer's registry for it is not on the class path
     */
    static MeterRegistry to(URI url, Duration interval) {
        try {
            var unused = Class.forName(NEEDED, false, OtlpPush.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new InvalidSettingException(
                    "pagesync.management.otlp-url needs io.micrometer:micrometer-registry-otlp"
                            + " on the class path; add it to the application's dependencies");
        }
        return new OtlpMeterRegistry(new Settings(url, interval), Clock.SYSTEM);
    }

    /** What else there is to say, such as headers, Micrometer reads from OpenTelemetry's variables. */
    private record Settings(URI to, Duration interval) implements OtlpConfig {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public String url() {
            return to.toString();
        }

        @Override
        public Duration step() {
            return interval;
        }

        @Override
        public Map<String, String> resourceAttributes() {
            Map<String, String> attributes = new HashMap<>(OtlpConfig.super.resourceAttributes());
            attributes.putIfAbsent(SERVICE, "pagesync");
            return attributes;
        }
    }
}
