package io.pagesync.camel.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Settings of a context whose host shows the environment's variables as properties, as MicroProfile Config does. */
final class ContextSettingsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> lookedUp = new ArrayList<>();

    private Configuration read(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("pagesync.api.t3.base-url", "http://{{host}}:8480");
        properties.setProperty("pagesync.api.t3.rate-limit", "10");
        environment.forEach((variable, value) ->
                properties.setProperty(variable.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getPropertiesComponent()
                .addPropertiesLookupListener((name, value, otherwise, source) -> lookedUp.add(name));
        return ContextSettings.read(context, environment);
    }

    private static Map<String, String> texts(Configuration settings) {
        Map<String, String> texts = new TreeMap<>();
        settings.all().forEach((key, value) -> texts.put(key, value.text()));
        return texts;
    }

    @Test
    void variable_shownAsAProperty_isTheSettingItNames() {
        Configuration settings = read(Map.of("PAGESYNC_API_T3_MAX_PAUSE", "5m"));

        assertThat(texts(settings))
                .containsExactly(
                        Map.entry("pagesync.api.t3.base-url", "http://127.0.0.1:8480"),
                        Map.entry("pagesync.api.t3.max-pause", "5m"),
                        Map.entry("pagesync.api.t3.rate-limit", "10"));
    }

    @Test
    void variable_withASecret_isNotAskedOfCamel() {
        Configuration settings = read(Map.of("PAGESYNC_API_T3_AUTH_KEY", "s3cret"));

        assertThat(texts(settings)).containsEntry("pagesync.api.t3.auth.key", "s3cret");
        assertThat(lookedUp).contains("host").doesNotContain("pagesync.api.t3.auth.key");
    }
}
