package io.pagesync.database.work;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.database.own.work.LedgerWork.Place;
import io.pagesync.page.Fingerprint;
import io.pagesync.run.turn.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that the owner of a run has asked other processes for, and waits for. One look at the ledger, some times a second,
 * serves all of them; what it says is what counts, so that nothing depends on a message. A page is to be asked for again when
 * whoever had it has let its lease run out, or when nothing of the run moves at all, because messages were lost. Thread-safe.
 */
public final class PageBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageBoard.class);
    private static final long LOOK_MILLIS = 100;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

    private final WorkDatabase store;
    private final String sync;
    private final String run;
    private final int epoch;
    private final Consumer<String> tell;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Place, Waiting> waiting = new HashMap<>();
    /** Those that were answered, as long as the table has them. */
    private List<Place> answered = new ArrayList<>();

    private long quietMillis = QUIET.toMillis();
    private long moved;
    private boolean over;

    /** A page that is waited for. */
    private static final class Waiting {
        private boolean taken;
        private boolean again;
        private @Nullable Answer answer;
    }

    /**
     * That of a run.
     *
     * @param database the ledger's
     * @param sync its sync
     * @param run its id
     * @param epoch that of its lease as this process has it
     * @param tell is told what is worth knowing, in one clause
     */
    public PageBoard(Database database, String sync, String run, int epoch, Consumer<String> tell) {
        this(database, sync, run, epoch, tell, System::nanoTime);
        Thread thread = new Thread(this::look, "pagesync-board-" + run);
        thread.setDaemon(true);
        thread.start();
    }

    /** The same by another clock, and without the thread: who has made it calls {@link #lookOnce}. */
    PageBoard(Database database, String sync, String run, int epoch, Consumer<String> tell, LongSupplier clock) {
        this.clock = clock;
        this.moved = clock.getAsLong();
        this.sync = sync;
        this.tell = tell;
        this.store = new WorkDatabase(database);
        this.run = run;
        this.epoch = epoch;
    }

    /** A page of a partition is asked for; that has no name, if it is all of the collection. */
    public void asked(String partition, int page) {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                moved = clock.getAsLong();
            }
            waiting.computeIfAbsent(place(partition, page), its -> new Waiting());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a page that was asked for.
     *
     * @return what became of it, which is forgotten by that; empty if it is to be asked for again
     */
    public Optional<Answer> await(String partition, int page) throws InterruptedException {
        Place place = place(partition, page);
        lock.lockInterruptibly();
        try {
            while (true) {
                Waiting its = waiting.get(place);
                if (its == null) {
                    throw new IllegalStateException("page " + page + " was not asked for");
                }
                Answer answer = its.answer;
                if (answer != null) {
                    waiting.remove(place);
                    return Optional.of(answer);
                }
                if (its.again) {
                    its.again = false;
                    return Optional.empty();
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private Place place(String partition, int page) {
        return new Place(run, Fingerprint.of(partition), page);
    }

    private void look() {
        try {
            while (pause()) {
                try {
                    lookOnce();
                } catch (SQLException | RuntimeException e) {
                    // Whether the run is still this process's is for its ledger to say.
                    LOG.debug("the pages that others deliver could not be looked at", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void lookOnce() throws SQLException {
        List<LedgerWork.Row> rows = new ArrayList<>();
        List<Place> before = answered;
        var unused = store.once(tables -> {
            rows.clear();
            tables.work().forgetNoted(before);
            tables.work().freeLost(run, Timing.DEFAULT.lease().toMillis());
            tables.work().each(run, rows::add);
            return true;
        });
        seen(rows);
    }

    /** Whether {@link #await} would not wait. */
    boolean isSettled(String partition, int page) {
        lock.lock();
        try {
            Waiting its = waiting.get(place(partition, page));
            return its != null && (its.again || its.answer != null);
        } finally {
            lock.unlock();
        }
    }

    private boolean pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !over) {
                changed.await();
            }
            long left = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            while (!over && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private void seen(List<LedgerWork.Row> rows) {
        lock.lock();
        try {
            Set<Place> taken = new HashSet<>();
            rows.forEach(row -> taken.add(row.place()));
            answered = new ArrayList<>();
            boolean moves = false;
            for (LedgerWork.Row row : rows) {
                Waiting its = waiting.get(row.place());
                if (row.answer() == null) {
                    moves |= row.held();
                } else {
                    answered.add(row.place());
                    if (its != null && its.answer == null) {
                        its.answer = row.answer();
                        moves = true;
                    }
                }
            }
            for (Map.Entry<Place, Waiting> each : waiting.entrySet()) {
                Waiting its = each.getValue();
                boolean isTaken = taken.contains(each.getKey());
                its.again |= its.taken && !isTaken && its.answer == null;
                its.taken = isTaken;
            }
            noteMoves(moves);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void noteMoves(boolean moves) {
        long now = clock.getAsLong();
        if (moves) {
            moved = now;
            quietMillis = QUIET.toMillis();
        } else if (now - moved > TimeUnit.MILLISECONDS.toNanos(quietMillis)) {
            waiting.values().forEach(its -> its.again |= its.answer == null);
            moved = now;
            quietMillis = Math.min(LONGEST_QUIET.toMillis(), 2 * quietMillis);
            tell.accept("no process took a page for a while, so all were asked for again; is there a pagesync serve or"
                    + " pagesync worker with the routes that are here?");
        }
    }

    /**
     * Nothing more is waited for, and no process writes a page of the run any more.
     *
     * @throws io.pagesync.PagesyncException if the ledger cannot be had, so that nobody can tell
     */
    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        var unused = store.transaction(new StopSignal(), tables -> {
            Lease lease = tables.leases().lock(sync);
            // Another owner's pages are that one's.
            if (lease.run().equals(run) && lease.epoch() == epoch) {
                tables.work().shut(run, epoch);
            }
            return true;
        });
    }
}
