package io.pagesync.camel.work;

import io.pagesync.PagesyncException;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with runs of a cluster whose owner is gone: once its lease has run out, its process is known to be dead, or was told to
 * end, whoever comes first has the run. A run that has ended with all of its owners is left alone after some attempts, and
 * one of which nobody has heard for an hour, too.
 */
public final class Following {
    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.runs");
    private static final int LOOK_SECONDS = 2;
    private static final int MOST_ATTEMPTS = 20;

    private final CamelContext context;
    private final BiConsumer<String, Start> run;
    private final Consumer<String> tell;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> going = ConcurrentHashMap.newKeySet();
    private final ExecutorService runs = Executors.newCachedThreadPool(task -> daemon(task, "pagesync-following-run"));
    private boolean away;

    private Following(CamelContext context, BiConsumer<String, Start> run, Consumer<String> tell) {
        this.context = context;
        this.run = run;
        this.tell = tell;
    }

    /**
     * Begins to look, where the settings say that the process is one of a cluster.
     *
     * @param run runs a sync to its end, as it is asked to begin
     * @param tell is told of each run that is gone on with, in one sentence, and of those that cannot be
     */
    public static void start(CamelContext context, BiConsumer<String, Start> run, Consumer<String> tell) {
        if (!Cluster.isEnabled(context)) {
            return;
        }
        Following following = new Following(context, run, tell);
        ScheduledExecutorService looks =
                Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "pagesync-following"));
        var unused = looks.scheduleWithFixedDelay(following::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                looks.shutdownNow();
                following.runs.shutdown();
            }
        });
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void look() {
        try {
            for (Sync sync : Syncs.of(context).all()) {
                Optional<RunEntry> last =
                        Ledgers.of(context).runs(sync.name(), 1).stream().findFirst();
                last.filter(this::isLeft).ifPresent(this::follow);
            }
            away = false;
        } catch (RuntimeException e) {
            if (!away) {
                tell.accept("runs whose owner is gone cannot be looked for: " + e.getMessage());
            }
            away = true;
        }
    }

    private boolean isLeft(RunEntry entry) {
        return (entry.state() == RunEntry.State.CUT_SHORT || wasGivenUp(entry))
                && entry.attempts() < MOST_ATTEMPTS
                && !refused.contains(entry.id())
                && !going.contains(entry.sync())
                && OpenRuns.of(context).ofSync(entry.sync()).isEmpty()
                && Duration.between(entry.seen(), Ledgers.of(context).now()).compareTo(RunRequest.RESUME_MAX_AGE) < 0;
    }

    /** Whether its process was told to end while it ran, and nothing else is wrong with it. */
    private static boolean wasGivenUp(RunEntry entry) {
        RunReport report = entry.report();
        return report != null
                && report.verdict() == Verdict.PARTIAL
                && report.canGoOn()
                && OpenRuns.SHUTTING_DOWN.equals(report.stopped())
                && report.failures().isEmpty();
    }

    private void follow(RunEntry left) {
        going.add(left.sync());
        runs.execute(() -> {
            try {
                tell.accept(
                        left.sync() + ": " + left.owner() + " is gone; this process goes on with its run " + left.id());
                run.accept(left.sync(), Start.goingOnWith(left.id()));
            } catch (AlreadyRunningException e) {
                LOG.debug("{}: another process was faster", left.sync());
            } catch (PagesyncException e) {
                tell.accept(left.sync() + ": its run " + left.id() + " is not gone on with: " + e.getMessage());
                refused.add(left.id());
            } catch (RuntimeException e) {
                LOG.warn("{}: its run {} could not be gone on with", left.sync(), left.id(), e);
            } finally {
                going.remove(left.sync());
            }
        });
    }
}
