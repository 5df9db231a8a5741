package io.pagesync.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Registers the series of metrics, each by the name, unit and help that its {@link Metric} has. */
final class Registered {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    Registered(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A counter of ours, which is told each time. */
    Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.key())
                .description(metric.help())
                .baseUnit(unit(metric))
                .tags(tags(metric, values))
                .register(registry);
    }

    /** A counter that is asked. The registry does not keep {@code of}: whoever registers does. */
    <T> void counter(Metric metric, T of, ToDoubleFunction<T> value, String... values) {
        FunctionCounter.builder(metric.key(), of, value)
                .description(metric.help())
                .baseUnit(unit(metric))
                .tags(tags(metric, values))
                .register(registry);
    }

    /** A gauge; the same. */
    <T> void gauge(Metric metric, T of, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(metric.key(), of, value)
                .description(metric.help())
                .baseUnit(unit(metric))
                .tags(tags(metric, values))
                .register(registry);
    }

    Timer timer(Metric metric, String... values) {
        Timer.Builder timer =
                Timer.builder(metric.key()).description(metric.help()).tags(tags(metric, values));
        if (metric.kind() == Metric.Kind.HISTOGRAM) {
            timer.serviceLevelObjectives(BUCKETS);
        }
        return timer.register(registry);
    }

    private static @Nullable String unit(Metric metric) {
        return metric.unit().isEmpty() ? null : metric.unit();
    }

    private static Tags tags(Metric metric, String... values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(metric.labels().get(i), values[i]);
        }
        return tags;
    }
}
