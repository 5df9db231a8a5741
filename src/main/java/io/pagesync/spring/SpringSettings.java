package io.pagesync.spring;

import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * What Spring's environment has under {@code pagesync.}, as a source of Camel's properties. Spring's placeholders are
 * filled in, but for those in the body of a log-in, whose {@code ${password}} is ours: Spring would refuse it, or take
 * {@code ${user}} for the environment's variable.
 */
public final class SpringSettings implements LoadablePropertiesSource {
    private static final String PREFIX = "pagesync.";
    private static final String BODY = ".auth.body";

    private final ConfigurableEnvironment environment;

    SpringSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "Spring";
    }

    @Override
    public @Nullable String getProperty(String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            Object value = source instanceof EnumerablePropertySource<?> ? source.getProperty(name) : null;
            if (value != null) {
                String text = value.toString();
                return name.endsWith(BODY) ? text : environment.resolvePlaceholders(text);
            }
        }
        return null;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties settings = new Properties();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.startsWith(PREFIX) && filter.test(name)) {
                        put(settings, name);
                    }
                }
            }
        }
        return settings;
    }

    @Override
    public void reloadProperties(String location) {
        // The environment is asked each time.
    }

    private void put(Properties settings, String name) {
        String text = getProperty(name);
        if (text != null) {
            settings.setProperty(name, text);
        }
    }
}
