package io.pagesync.database.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.ledger.Tenure.Moment;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to a run behind it, in batches, each in one transaction that renews the run's lease as well. So
 * nothing is written once another process has the run; and what a kill takes is only loaded again. Thread-safe.
 */
final class RunWriter {
    /** So many rows are written without a wait for more. */
    private static final int FULL = 1000;
    /** So many may wait while the database is away. */
    private static final int MOST = 20_000;

    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final Database database;
    private final Statements sql;
    private final Timing timing;
    private final String sync;
    private final OpenedRun opened;
    private final Tenure tenure;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private Batch open = new Batch();
    private long firstAdded;
    private long written = System.nanoTime();
    private boolean urgent;
    private boolean over;
    private String run;
    private LedgerPages.Sum done;
    private volatile @Nullable String lost;

    /** The statements that are needed again and again, made once. */
    record Statements(String pages, String partitions) {
        static Statements of(Database database) {
            return new Statements(
                    LedgerPages.putting(database.dialect().jooq()),
                    LedgerPartitions.putting(database.dialect().jooq()));
        }
    }

    /** The run is another process's now. Never leaves this class. */
    private static final class TakenException extends SQLException {
        private static final long serialVersionUID = 1L;

        TakenException(String sentence) {
            super(sentence);
        }
    }

    RunWriter(Database database, Statements sql, Timing timing, String sync, OpenedRun opened, Moment before) {
        this.database = database;
        this.sql = sql;
        this.timing = timing;
        this.sync = sync;
        this.opened = opened;
        this.tenure = new Tenure(timing, before);
        this.run = opened.id();
        this.done = opened.done();
        this.thread = new Thread(this::write, "pagesync-ledger-" + sync);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something is to be written; waits while too much is. */
    void add(Consumer<Batch> what) {
        lock.lock();
        try {
            long end = System.nanoTime() + timing.patience().toNanos();
            while (open.size() >= MOST && lost == null && !over) {
                await(end, "the ledger takes no more of run " + run);
            }
            requireNotLost();
            if (open.isEmpty()) {
                firstAdded = System.nanoTime();
            }
            int before = open.size();
            what.accept(open);
            if (before == 0 || open.size() == FULL) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns if the run is this process's; waits if that has to be asked for. */
    void requireHeld() {
        requireNotLost();
        if (tenure.isFresh()) {
            return;
        }
        lock.lock();
        try {
            urgent = true;
            changed.signalAll();
            long end = System.nanoTime() + timing.patience().toNanos();
            while (!tenure.isFresh() && lost == null && !over) {
                await(
                        end,
                        "the ledger in data source " + database.name() + " is away, so nobody can tell whether run "
                                + run + " is still this process's");
            }
            requireNotLost();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is this process's, as far as that can be told without a wait. */
    boolean isHeld() {
        return lost == null && tenure.isFresh();
    }

    /** Tells the reason, if it is lost, or was. */
    void whenLost(Consumer<String> listener) {
        String why;
        lock.lock();
        try {
            listeners.add(listener);
            why = lost;
        } finally {
            lock.unlock();
        }
        if (why != null) {
            listener.accept(why);
        }
    }

    /** Writes all that is left and the run's end, and gives the lease back. */
    void close(LedgerRuns.End end) {
        lock.lock();
        try {
            requireNotLost();
            open.end = end;
            changed.signalAll();
            while (!over && lost == null) {
                changed.awaitUninterruptibly();
            }
            requireNotLost();
        } finally {
            lock.unlock();
        }
    }

    /** Another run takes this one's place; for who has just written that, with the same lease. */
    void beginAnew(String id) {
        lock.lock();
        try {
            run = id;
            done = LedgerPages.Sum.NONE;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is to be written. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One wait of a loop. */
    @SuppressWarnings("WaitNotInLoop")
    private void await(long end, String sentence) {
        long left = end - System.nanoTime();
        try {
            if (left <= 0 || changed.awaitNanos(left) <= 0) {
                throw new PagesyncException(sentence + "; it was waited for " + When.length(timing.patience()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PagesyncException(sentence + "; the wait was interrupted", e);
        }
    }

    private void requireNotLost() {
        String why = lost;
        if (why != null) {
            throw new PagesyncException(why);
        }
    }

    private void write() {
        try {
            Batch batch = next();
            while (batch != null && commit(batch)) {
                batch = batch.end == null ? next() : null;
            }
        } catch (InterruptedException e) {
            lose("the ledger's writer was interrupted");
        } catch (RuntimeException | Error e) {
            lose("the ledger in data source " + database.name() + " cannot be written: " + e);
        }
    }

    /** What is to be written now: nothing, if it is only time to renew the lease; null if all is over. */
    private @Nullable Batch next() throws InterruptedException {
        lock.lock();
        try {
            while (!over) {
                long now = System.nanoTime();
                long left = written + timing.renewal().toNanos() - now;
                if (!open.isEmpty()) {
                    left = Math.min(left, firstAdded + timing.batch().toNanos() - now);
                }
                if (urgent || open.end != null || open.size() >= FULL || left <= 0) {
                    Batch batch = open;
                    open = new Batch();
                    urgent = false;
                    changed.signalAll();
                    return batch;
                }
                changed.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it goes on. */
    private boolean commit(Batch batch) throws InterruptedException {
        long first = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                write(batch);
                return true;
            } catch (TakenException e) {
                lose(String.valueOf(e.getMessage()));
                return false;
            } catch (SQLException | RuntimeException e) {
                SqlFailure failure = SqlFailure.in(e);
                boolean passes = failure != null && failure.passes(database.failures());
                boolean late = System.nanoTime() - first > timing.patience().toNanos();
                if (!passes || late) {
                    String says = failure == null ? String.valueOf(e.getMessage()) : failure.sentence(database);
                    lose("the ledger in data source " + database.name()
                            + (passes ? " was away for " + When.length(timing.patience()) : " cannot be written")
                            + ": " + says);
                    return false;
                }
            }
            if (isOver()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(attempt, 10)));
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    private void write(Batch batch) throws SQLException {
        String id;
        LedgerPages.Sum before;
        lock.lock();
        try {
            id = run;
            before = done;
        } finally {
            lock.unlock();
        }
        Moment moment = Moment.now();
        LedgerPages.Sum after = database.transaction((connection, db) -> write(connection, db, batch, id, before));
        lock.lock();
        try {
            tenure.renewed(moment);
            written = moment.nanos();
            done = run.equals(id) ? after : done;
            over |= batch.end != null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private LedgerPages.Sum write(Connection connection, DSLContext db, Batch batch, String id, LedgerPages.Sum before)
            throws SQLException {
        LedgerLeases leases = new LedgerLeases(db, database.facts());
        long millis = batch.end == null ? timing.lease().toMillis() : 0;
        if (!leases.renew(sync, opened.epoch(), millis)) {
            throw new TakenException(taken(id, leases.find(sync)));
        }
        if (batch.isEmpty()) {
            return before;
        }
        LedgerPages pages = new LedgerPages(db);
        batch.forgotten().forEach(each -> pages.forget(id, each.partition(), each.from()));
        LedgerPartitions.put(connection, sql.partitions(), id, batch.partitions.values());
        LedgerPages.put(connection, sql.pages(), id, batch.pages);
        LedgerPages.Sum after = batch.forgotten().isEmpty() ? batch.after(before) : pages.sum(id);
        new LedgerRuns(db, database.facts())
                .update(id, opened.holder().text(), opened.epoch(), opened.attempts(), after, batch.end);
        return after;
    }

    private String taken(String id, @Nullable Lease lease) {
        return lease == null
                ? "the lease of run " + id + " is gone from the ledger; nothing more is written here"
                : "another process has taken run " + id + " over ("
                        + lease.holder().text() + ", at "
                        + When.at(lease.since(), lease.now())
                        + "), as this one gave no sign of life; nothing more is written here";
    }

    private void lose(String why) {
        List<Consumer<String>> all;
        lock.lock();
        try {
            if (over || lost != null) {
                return;
            }
            lost = why;
            all = List.copyOf(listeners);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(listener -> listener.accept(why));
    }
}
