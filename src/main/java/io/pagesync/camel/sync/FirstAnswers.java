package io.pagesync.camel.sync;

import io.pagesync.camel.api.ApiSteps;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.run.Run;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What somebody has seen of a sync's collection before its run, so that nothing is asked for twice. Thread-safe. */
public final class FirstAnswers {
    private final Map<String, Looked> bySync = new ConcurrentHashMap<>();

    /** The run that looked, and the first page's answer; null if that was not among what it saw. */
    private record Looked(Run run, @Nullable RawAnswer answer) {}

    /** The context's; one object a context. */
    public static FirstAnswers of(CamelContext context) {
        return ContextBean.of(context, FirstAnswers.class, FirstAnswers::new);
    }

    /**
     * Is used by the sync's next run.
     *
     * @param look the run that looked
     * @param answer the answer that is the first page; null if it has to be asked for
     */
    public void add(String sync, Run look, @Nullable RawAnswer answer) {
        bySync.put(sync, new Looked(look, answer));
    }

    /** The first page of a run if it is here, else the request for it. */
    Object first(Run run) {
        Looked looked = bySync.remove(run.collection().sync());
        if (looked == null) {
            return run.firstRequest();
        }
        run.follows(looked.run);
        return looked.answer == null ? run.firstRequest() : ApiSteps.first(run, looked.answer);
    }
}
