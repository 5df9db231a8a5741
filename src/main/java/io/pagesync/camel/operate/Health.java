package io.pagesync.camel.operate;

import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * How a context is. It lives unless the workers of a run are stuck; it is ready when its settings and routes are right, it has
 * started, and its ledger answers. A sync that has failed and an API that is down are neither: no restart would help.
 * Thread-safe.
 */
public final class Health {
    /** A ledger that takes longer is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** For how long an answer of the ledger counts. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);

    private final CamelContext context;
    private final StuckRuns stuck;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final LongSupplier clock = System::nanoTime;
    private volatile boolean started;
    private @Nullable CompletableFuture<String> asked;
    private long askedAt;

    private Health(CamelContext context) {
        this.context = context;
        this.stuck = new StuckRuns(ContextSettings.of(context).management().stuckAfter(), clock);
    }

    /** That of the context; one object a context. */
    public static Health of(CamelContext context) {
        return ContextBean.of(context, Health.class, () -> new Health(context));
    }

    /** What can start has started. */
    public void started() {
        started = true;
    }

    /** A route, file or schedule is not right, in one sentence, and will not be before the next start. */
    public void problem(String sentence) {
        problems.add(sentence);
    }

    /** What keeps it from being live, each in one sentence; empty if nothing does. */
    public List<String> notLive() {
        return stuck.look(OpenRuns.of(context).open()).stream().toList();
    }

    /** What keeps it from being ready, each in one sentence; empty if nothing does. */
    public List<String> notReady() {
        List<String> why = new ArrayList<>();
        if (!context.isStarted() || !started) {
            why.add(context.isStopping() || context.isStopped() ? "it is shutting down" : "it is starting");
            return why;
        }
        why.addAll(problems);
        String ledger = ledger();
        if (!ledger.isEmpty()) {
            why.add(ledger);
        }
        return why;
    }

    /** What is wrong with the ledger; empty if nothing is. Never asked twice at once, so a ledger that hangs holds one thread. */
    private String ledger() {
        CompletableFuture<String> answer;
        synchronized (this) {
            long now = clock.getAsLong();
            if (asked == null || (asked.isDone() && now - askedAt > FRESH)) {
                asked = CompletableFuture.supplyAsync(this::askLedger, task -> {
                    Thread thread = new Thread(task, "pagesync-ledger-health");
                    thread.setDaemon(true);
                    thread.start();
                });
                askedAt = now;
            }
            answer = asked;
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "the ledger does not answer within " + PATIENCE.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the look at the ledger was interrupted";
        } catch (ExecutionException e) {
            return "the ledger cannot be had: " + e.getCause();
        }
    }

    private String askLedger() {
        try {
            var unused = Ledgers.of(context).runs(null, 1);
            return "";
        } catch (RuntimeException e) {
            return "the ledger cannot be had: " + e.getMessage();
        }
    }
}
