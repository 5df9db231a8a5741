package io.pagesync.database.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Tenure;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.ledger.When;
import io.pagesync.since.Reached;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    private final BatchTransaction transaction;
    private final Timing timing;
    private final Tenure tenure;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private Batch open = new Batch();
    private long firstAdded;
    private long written = System.nanoTime();
    private boolean urgent;
    private volatile boolean over;
    private String run;
    private LedgerPages.Sum done;
    private volatile @Nullable String lost;

    RunWriter(Database database, Timing timing, String sync, OpenedRun opened, Moment before) {
        this.database = database;
        this.transaction = new BatchTransaction(database, timing, sync, opened);
        this.timing = timing;
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

    /** Writes all that is left, the run's end and the mark that it has come to, and gives the lease back. */
    void close(LedgerRuns.End end, Reached reached) {
        lock.lock();
        try {
            requireNotLost();
            open.end = end;
            open.reached = reached;
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
            } catch (BatchTransaction.TakenException e) {
                lose(String.valueOf(e.getMessage()));
                return false;
            } catch (SQLException | RuntimeException e) {
                String why = transaction.hopeless(e, first);
                if (why != null) {
                    lose(why);
                    return false;
                }
            }
            if (over) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(attempt, 10)));
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
        LedgerPages.Sum after = transaction.write(batch, id, before);
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
