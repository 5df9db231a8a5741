package io.pagesync.camel.sync;

import io.pagesync.camel.api.ApiSteps;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Looks at collections of which not all is known, each by the next run of its sync, in place of its first page. Thread-safe. */
public final class FirstLooks {
    private final Map<String, Look> bySync = new ConcurrentHashMap<>();

    /** Looks at the collection of an open run, by requests of that run. */
    @FunctionalInterface
    public interface Look {
        /** What was found out. */
        Found at(Run run);
    }

    /**
     * What a look has found out.
     *
     * @param collection the collection, as the run is to load it
     * @param first the answer that is its first page; null if that is still to be asked for
     */
    public record Found(Collection collection, @Nullable RawAnswer first) {}

    /** The context's; one object a context. */
    public static FirstLooks of(CamelContext context) {
        return ContextBean.of(context, FirstLooks.class, FirstLooks::new);
    }

    /** The next run of this sync looks first. */
    public void add(String sync, Look look) {
        bySync.put(sync, look);
    }

    /** The first page of a run if a look has brought it, else the request for it. */
    Object first(Run run) {
        Look look = bySync.remove(run.collection().sync());
        if (look == null) {
            return run.partition().firstRequest();
        }
        Found found = look.at(run);
        run.loads(found.collection);
        return found.first == null ? run.partition().firstRequest() : ApiSteps.first(run, found.first);
    }
}
