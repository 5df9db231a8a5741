package io.pagesync.test;

import io.pagesync.config.ApiReader;
import io.pagesync.config.Configuration;
import io.pagesync.settings.Value;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a sync under test: of the project's own what says how an API's pages are asked for and read, and nothing
 * that says where anything is, who asks, or how fast. So a test reaches nobody's API, database or broker.
 */
final class TestSettings {
    private static final String SOURCE = "the test";
    private static final Set<String> LEFT_OUT = Set.of(
            "base-url",
            "rate-limit",
            "limits",
            "share",
            "backoff",
            "max-backoff",
            "proxy",
            "ca-file",
            "client-certificate");

    private TestSettings() {}

    /**
     * The project's settings as they are for a test.
     *
     * @param served where the APIs that are served are, by name
     * @param set what the test sets, by full keys; goes before all else
     */
    static Configuration of(Configuration project, Map<String, URI> served, Map<String, String> set) {
        Map<String, Value> values = new TreeMap<>();
        served.forEach((api, server) -> {
            ApiReader.SECTION.of(api, project.all()).forEach((name, value) -> {
                if (!LEFT_OUT.contains(name) && !name.startsWith("auth.")) {
                    values.put(ApiReader.SECTION.key(api, name), value);
                }
            });
            put(values, api, "base-url", server + path(project, api));
            put(values, api, "rate-limit", "0");
            put(values, api, "backoff", "2ms");
        });
        set.forEach((key, text) -> values.put(key, new Value(text, SOURCE, true)));
        return Configuration.of(values);
    }

    private static void put(Map<String, Value> values, String api, String name, String text) {
        values.put(ApiReader.SECTION.key(api, name), Value.of(text, SOURCE));
    }

    /** What goes before the paths of an API's syncs. */
    private static String path(Configuration project, String api) {
        return Optional.ofNullable(project.apis().get(api))
                .map(settings -> settings.baseUri().getRawPath())
                .map(path -> path.replaceFirst("/$", ""))
                .orElse("");
    }
}
