package io.pagesync.camel.context;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;

/** Tells of starts that did not come at their times. Thread-safe. */
public final class MissedStarts {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Hears of each. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A start did not come in time.
         *
         * @param madeUpFor whether a run begins in its place; else it is left out
         * @param sentence what became of it, with the sync's name
         */
        void missed(String sync, boolean madeUpFor, String sentence);
    }

    /** Those of the context; one object a context. */
    public static MissedStarts of(CamelContext context) {
        return ContextBean.of(context, MissedStarts.class, MissedStarts::new);
    }

    /** From now on, each is told. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** A start did not come in time. */
    public void add(String sync, boolean madeUpFor, String sentence) {
        listeners.forEach(each -> each.missed(sync, madeUpFor, sentence));
    }
}
