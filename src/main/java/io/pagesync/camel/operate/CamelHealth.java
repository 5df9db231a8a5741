package io.pagesync.camel.operate;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/** {@link Health} as checks of camel-health, for an application that has it. */
final class CamelHealth implements HealthCheck {
    private final String id;
    private final boolean live;
    private final Supplier<List<String>> look;
    private volatile boolean enabled = true;

    private CamelHealth(String id, boolean live, Supplier<List<String>> look) {
        this.id = id;
        this.live = live;
        this.look = look;
    }

    /** Registers both; nothing where the application has no camel-health. */
    static void register(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null && registry.getCheck("pagesync-live").isEmpty()) {
            registry.register(new CamelHealth(
                    "pagesync-live", true, () -> Health.of(context).notLive()));
            registry.register(new CamelHealth(
                    "pagesync-ready", false, () -> Health.of(context).notReady()));
        }
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return "pagesync";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean on) {
        enabled = on;
    }

    @Override
    public boolean isLiveness() {
        return live;
    }

    @Override
    public boolean isReadiness() {
        return !live;
    }

    @Override
    public Result call(Map<String, Object> options) {
        List<String> why = look.get();
        return HealthCheckResultBuilder.on(this)
                .state(why.isEmpty() ? State.UP : State.DOWN)
                .message(why.isEmpty() ? null : String.join("; ", why))
                .build();
    }
}
