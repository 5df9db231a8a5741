package io.pagesync.database.ledger.limit;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.ledger.LedgerDatabase;
import io.pagesync.destination.WriteRetry;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.UsedPermits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was used of the quotas of all APIs, kept in the database of a ledger, so that a process knows what went out before it
 * began. It is written once a second: a process that is killed leaves out what it has sent since. Quotas of less than a minute
 * are not kept. Thread-safe.
 */
public final class StoredPermits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPermits.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final LedgerDatabase store;
    private final Map<Budget, Long> open = new HashMap<>();
    private @Nullable ScheduledExecutorService writer;
    private boolean failed;

    private record Budget(String api, Duration window) {}

    /** Those in a database, whose tables are made when they are first needed. */
    public StoredPermits(Database database) {
        this.store = new LedgerDatabase(database, WriteRetry.DEFAULT);
    }

    /** Those of an API. */
    public UsedPermits of(String api) {
        return new UsedPermits() {
            @Override
            public List<Used> since(Quota quota) {
                return isKept(quota) ? before(new Budget(api, quota.window())) : List.of();
            }

            @Override
            public void used(Quota quota) {
                if (isKept(quota)) {
                    add(new Budget(api, quota.window()));
                }
            }
        };
    }

    private static boolean isKept(Quota quota) {
        return quota.window().compareTo(SHORTEST) >= 0;
    }

    private List<UsedPermits.Used> before(Budget budget) {
        return store.transaction(tables -> tables.budgets().since(budget.api(), budget.window()).stream()
                .map(used -> new UsedPermits.Used(used.ago(), (int) Math.min(Integer.MAX_VALUE, used.requests())))
                .toList());
    }

    private synchronized void add(Budget budget) {
        open.merge(budget, 1L, Long::sum);
        if (writer == null) {
            writer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "pagesync-budgets");
                thread.setDaemon(true);
                return thread;
            });
            var unused = writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
        }
    }

    private synchronized Map<Budget, Long> take() {
        Map<Budget, Long> taken = Map.copyOf(open);
        open.clear();
        return taken;
    }

    private void write() {
        Map<Budget, Long> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            var unused = store.transaction(tables -> {
                for (Map.Entry<Budget, Long> each : taken.entrySet()) {
                    Budget budget = each.getKey();
                    tables.budgets().add(budget.api(), budget.window(), each.getValue());
                }
                return true;
            });
            failed = false;
        } catch (PagesyncException e) {
            synchronized (this) {
                taken.forEach((budget, requests) -> open.merge(budget, requests, Long::sum));
            }
            if (!failed) {
                LOG.warn("what is used of quotas is kept in memory until it can be written: {}", e.getMessage());
            }
            failed = true;
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        ScheduledExecutorService running;
        synchronized (this) {
            running = writer;
            writer = null;
        }
        if (running == null) {
            return;
        }
        var unused = running.submit(this::write);
        running.shutdown();
        try {
            if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("what was used of quotas in the last second is not written, as the database does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
