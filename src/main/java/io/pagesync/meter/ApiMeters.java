package io.pagesync.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pagesync.api.Api;
import io.pagesync.api.RequestListener;
import io.pagesync.rate.limit.Quota;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The series of one API in a registry, fed by what the API tells of its requests. Thread-safe. */
public final class ApiMeters implements RequestListener {
    private static final List<String> STATUS = List.of("2xx", "3xx", "401", "429", "4xx", "5xx", "none");

    private final Map<String, Timer> requests = new HashMap<>();
    private final Map<Pause, Counter> pauses = new EnumMap<>(Pause.class);
    private final Timer permits;
    private final Counter retries;
    private final Counter loggedIn;
    private final Counter notLoggedIn;
    private volatile boolean refused;

    private ApiMeters(MeterRegistry registry, Api api) {
        Registered to = new Registered(registry);
        String name = api.settings().name();
        STATUS.forEach(status -> requests.put(status, to.timer(Metric.REQUESTS, name, status)));
        for (Pause reason : Pause.values()) {
            pauses.put(reason, to.counter(Metric.PAUSES, name, Metric.word(reason)));
        }
        permits = to.timer(Metric.PERMIT_WAIT, name);
        retries = to.counter(Metric.RETRIES, name);
        loggedIn = to.counter(Metric.LOG_INS, name, "well");
        notLoggedIn = to.counter(Metric.LOG_INS, name, "failed");
        to.gauge(Metric.CREDENTIALS, this, its -> its.refused ? 1 : 0, name);
        to.gauge(Metric.IN_FLIGHT, api, Api::inFlight, name);
        to.gauge(Metric.RATE_LIMIT, api, its -> its.settings().rateLimit(), name);
        to.gauge(Metric.PAUSE_LEFT, api, its -> its.pace().waitLeft().toMillis() / 1000.0, name);
        to.gauge(Metric.ANNOUNCED_LEFT, api, ApiMeters::announced, name);
        for (Quota quota : api.settings().budget().quotas()) {
            to.gauge(
                    Metric.QUOTA_LEFT,
                    api,
                    its -> Objects.requireNonNullElse(its.pace().left().get(quota), 0L),
                    name,
                    quota.toString());
        }
    }

    /** Registers them, and listens to the API from now on. */
    public static void register(MeterRegistry registry, Api api) {
        api.listen(new ApiMeters(registry, api));
    }

    private static double announced(Api api) {
        var left = api.pace().announced();
        return left.isPresent() ? left.getAsLong() : Double.NaN;
    }

    /** The value of the label for a status; 0 where there was no answer. */
    static String label(int status) {
        return switch (status) {
            case 401, 429 -> Integer.toString(status);
            default -> status >= 200 && status < 600 ? status / 100 + "xx" : "none";
        };
    }

    @Override
    public void answered(int status, long nanos) {
        Objects.requireNonNull(requests.get(label(status))).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void waited(long nanos) {
        permits.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void retried() {
        retries.increment();
    }

    @Override
    public void paused(Pause reason) {
        Objects.requireNonNull(pauses.get(reason)).increment();
    }

    @Override
    public void loggedIn(boolean well) {
        (well ? loggedIn : notLoggedIn).increment();
    }

    @Override
    public void credentials(boolean accepted, String sentence) {
        refused = !accepted;
    }
}
