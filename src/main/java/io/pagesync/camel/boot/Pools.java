package io.pagesync.camel.boot;

import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.sync.work.PagesOut;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The thread-pool profiles that routes name. A host's own of the same name go before them. */
final class Pools {
    private static final String FETCH = "pagesync-fetch";

    private Pools() {}

    /** The profiles as config/application.properties has them, and that of changes that are sent, where the context has none of that name. */
    static void addMissing(CamelContext context) {
        // At least two must fit into the queue: with one, a parallel split runs five times slower, or hangs.
        addMissing(context, FETCH, 10, 10);
        addMissing(context, "deliver", 20, 1000);
        addMissing(context, "pagesync-changes", 10, 10);
    }

    private static void addMissing(CamelContext context, String name, int most, int queue) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        if (manager.getThreadPoolProfile(name) == null) {
            manager.registerThreadPoolProfile(new ThreadPoolProfileBuilder(name)
                    .poolSize(10)
                    .maxPoolSize(most)
                    .maxQueueSize(queue)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                    .build());
        }
    }

    /**
     * One thread a request of the API that may be in flight, and two for what was read; only one where no two may be, so that
     * pages are delivered one after the other. Otherwise as the profile pagesync-fetch says.
     */
    static void add(CamelContext context, String api, int concurrency) {
        int workers = Cluster.isEnabled(context)
                // Those that wait for pages of others, too.
                ? concurrency + PagesOut.MOST
                : concurrency == 1 ? 1 : concurrency + 2;
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        ThreadPoolProfile profile = manager.getThreadPoolProfile(FETCH).clone();
        profile.setId(FETCH + "-" + api);
        profile.setDefaultProfile(false);
        profile.setPoolSize(workers);
        profile.setMaxPoolSize(workers);
        manager.registerThreadPoolProfile(profile);
    }
}
