package io.pagesync.camel.context;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;

/** What is still to be written when a context has stopped, before its databases close. Thread-safe. */
public final class LastWrites {
    private final List<Runnable> all = new CopyOnWriteArrayList<>();

    private LastWrites() {}

    /** The context's; one object a context. */
    public static LastWrites of(CamelContext context) {
        return ContextBean.of(context, LastWrites.class, LastWrites::new);
    }

    /** Adds one, which throws nothing. */
    public void add(Runnable write) {
        all.add(write);
    }

    /** Has all of them written. */
    public void run() {
        all.forEach(Runnable::run);
    }
}
