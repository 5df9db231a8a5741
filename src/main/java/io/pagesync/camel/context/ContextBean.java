package io.pagesync.camel.context;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Objects of which a Camel context has one, kept in its registry. */
public final class ContextBean {
    private ContextBean() {}

    public static <T> T of(CamelContext context, String name, Class<T> type, Supplier<T> first) {
        synchronized (context) {
            T found = context.getRegistry().lookupByNameAndType(name, type);
            if (found != null) {
                return found;
            }
            T made = first.get();
            context.getRegistry().bind(name, made);
            return made;
        }
    }
}
