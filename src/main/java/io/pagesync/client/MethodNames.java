package io.pagesync.client;

import io.pagesync.config.ApiReader;
import io.pagesync.config.Catalog;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Setting;
import java.util.Map;
import java.util.Set;

/** The methods that set an API's settings, of a builder, and a collection's parameters, of a load. */
final class MethodNames implements Naming {
    static final Naming INSTANCE = new MethodNames();

    private static final Map<String, String> SETTINGS = Map.of(
            "base-url", "at(...)",
            "rate-limit", "rateLimit(...)",
            "concurrency", "concurrency(...)",
            "attempts", "attempts(...)");

    private static final Set<String> PARAMETERS = Set.of("pageSize", "key", "batchSize");

    private MethodNames() {}

    @Override
    public String setting(String name) {
        return SETTINGS.getOrDefault(name, set(name));
    }

    @Override
    public String parameter(String name) {
        return name.equals("path") ? "collection(...)" : PARAMETERS.contains(name) ? name + "(...)" : set(name);
    }

    private static String set(String name) {
        boolean secret = Catalog.find(ApiReader.SECTION.key("any", name))
                .filter(Setting::secret)
                .isPresent();
        return (secret ? "secret(" : "set(") + "\"" + name + "\", ...)";
    }
}
