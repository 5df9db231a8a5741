package io.pagesync.camel.api;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.settings.NearestName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** The APIs of a Camel context, by name. Thread-safe. */
public final class Apis {
    private final Map<String, Api> byName = new ConcurrentHashMap<>();

    /** The context's APIs; one object a context. */
    public static Apis of(CamelContext context) {
        return ContextBean.of(context, Apis.class, Apis::new);
    }

    public void add(Api api) {
        if (byName.putIfAbsent(api.settings().name(), api) != null) {
            throw new InvalidSettingException(
                    "the API " + api.settings().name() + " is there already; give this one another name");
        }
    }

    /** All of them, by name. */
    public List<Api> all() {
        return new TreeMap<>(byName).values().stream().toList();
    }

    public Api get(String name) {
        Api api = byName.get(name);
        if (api == null) {
            throw new InvalidSettingException("there is no API named '" + name + "'"
                    + (byName.isEmpty()
                            ? "; set pagesync.api." + name + ".base-url"
                            : NearestName.hint(name, new TreeSet<>(byName.keySet()))));
        }
        return api;
    }
}
