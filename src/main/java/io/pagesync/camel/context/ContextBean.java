package io.pagesync.camel.context;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * Objects of which a Camel context has one. They are kept beside its registry, which is not made to be changed by one
 * thread while another one looks for something, or makes a route.
 */
public final class ContextBean {
    private final Map<Class<?>, Object> byType = new ConcurrentHashMap<>();

    private ContextBean() {}

    /** The context's object of this class; the first to ask makes it. */
    public static <T> T of(CamelContext context, Class<T> type, Supplier<? extends T> first) {
        Map<Class<?>, Object> all = all(context);
        Object found = all.get(type);
        if (found == null) {
            synchronized (context) {
                found = all.get(type);
                if (found == null) {
                    found = first.get();
                    all.put(type, found);
                }
            }
        }
        return type.cast(found);
    }

    /** The context's object of this class, if anybody has asked for it. */
    public static <T> Optional<T> find(CamelContext context, Class<T> type) {
        return Optional.ofNullable(type.cast(all(context).get(type)));
    }

    /** A context that was stopped begins anew, as it does with the beans of its registry. */
    public static void forgetAll(CamelContext context) {
        all(context).clear();
    }

    private static Map<Class<?>, Object> all(CamelContext context) {
        ExtendedCamelContext plugins = context.getCamelContextExtension();
        if (!plugins.isContextPluginInUse(ContextBean.class)) {
            synchronized (context) {
                if (!plugins.isContextPluginInUse(ContextBean.class)) {
                    plugins.addContextPlugin(ContextBean.class, new ContextBean());
                }
            }
        }
        return plugins.getContextPlugin(ContextBean.class).byType;
    }
}
