package io.pagesync.database.ledger.limit;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.LedgerDatabase;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.database.own.limit.LedgerBudgets;
import io.pagesync.database.own.limit.LedgerPermits;
import io.pagesync.database.own.limit.LedgerPermits.Line;
import io.pagesync.destination.WriteRetry;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.SharedPermits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The permits of an API that several processes share, in the database of their ledger: the row of {@link LedgerPermits}, and,
 * in the same transaction, what is used of quotas. Without quotas each call is one statement.
 */
public final class DatabasePermits implements SharedPermits {
    private static final WriteRetry ONCE = WriteRetry.from(1, Duration.ZERO);
    private static final long MICRO = 1000;
    private static final long MILLI_OF_MICROS = 1000;

    private final LedgerDatabase store;
    private final String api;
    private final List<Quota> quotas;

    /** Those of an API, in a database whose tables are made when they are first needed. */
    public DatabasePermits(Database database, String api, List<Quota> quotas) {
        this.store = new LedgerDatabase(database, ONCE);
        this.api = api;
        this.quotas = List.copyOf(quotas);
    }

    @Override
    public Grant reserve(int permits, long apart, long ahead, List<Unused> unused) {
        long from = permits == 0 ? 0 : ahead / MICRO;
        if (!quotas.isEmpty()) {
            return store.soon(true, tables -> withinQuotas(tables, permits, apart / MICRO, from, unused));
        }
        long length = permits * apart / MICRO;
        Line line = store.soon(
                false,
                tables -> length == 0
                        ? tables.permits().look(api)
                        : tables.permits().reserve(api, from, length));
        long first = length == 0 ? line.now() + from : line.next() - length;
        return grant(line, first, permits, -1, line.now(), List.of());
    }

    private Grant withinQuotas(LedgerTables tables, int wanted, long apart, long from, List<Unused> unused)
            throws SQLException {
        LedgerBudgets budgets = tables.budgets();
        // First, because it keeps all others from what follows.
        Line line = tables.permits().reserve(api, from, wanted * apart);
        for (Unused each : unused) {
            for (Quota quota : quotas) {
                budgets.takeBack(TimeUnit.NANOSECONDS.toMillis(each.first()), api, quota.window(), each.permits());
            }
        }
        long first = apart == 0 ? Math.max(line.now() + from, line.pausedUntil()) : line.next() - wanted * apart;
        long at = first / MILLI_OF_MICROS;
        List<Long> used = new ArrayList<>();
        long permits = wanted;
        for (Quota quota : quotas) {
            long its = budgets.usedAt(at, api, quota.window());
            used.add(its);
            permits = Math.min(permits, Math.max(0, quota.requests() - its));
        }
        if (permits < wanted) {
            tables.permits().giveBack(api, (wanted - permits) * apart);
        }
        int usedUp = -1;
        long free = at;
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < quotas.size(); i++) {
            Quota quota = quotas.get(i);
            if (permits > 0) {
                budgets.addAt(at, api, quota.window(), permits);
            }
            long over = used.get(i) + permits - quota.requests();
            left.add(Math.max(0, -over));
            if (over >= 0) {
                long its = budgets.freeAt(at, api, quota.window(), over + 1);
                usedUp = usedUp < 0 || its > free ? i : usedUp;
                free = Math.max(free, its);
            }
        }
        return grant(line, first, (int) permits, usedUp, free * MILLI_OF_MICROS, left);
    }

    private static Grant grant(Line line, long first, int permits, int usedUp, long free, List<Long> left) {
        return new Grant(
                line.now() * MICRO,
                first * MICRO,
                permits,
                line.pausedUntil() * MICRO,
                usedUp,
                free * MICRO,
                List.copyOf(left));
    }

    @Override
    public void pause(Duration length) {
        var unused = store.soon(
                false, tables -> tables.permits().pause(api, TimeUnit.NANOSECONDS.toMicros(length.toNanos())));
    }
}
