package io.pagesync.database.work;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Tenure;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.database.own.work.LedgerWork.Place;
import io.pagesync.database.own.work.LedgerWorkers.Sign;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.run.turn.StopSignal;
import io.pagesync.work.PageTask;
import io.pagesync.work.WorkCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that this process delivers for the owners of runs. Each is its own by a lease in the ledger, which a thread renews for
 * all of them, with a sign of life of the process. A page whose lease has run out is given to another process; this one
 * then writes nothing more of it. Thread-safe.
 */
public final class TakenPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TakenPages.class);

    private final WorkDatabase store;
    private final Timing timing;
    private final String id;
    private final String host;
    private final String version;
    private final Supplier<Moment> clock;
    private final Tenure tenure;
    private final StopSignal stop = new StopSignal();
    private final Map<Place, TakenPage> taken = new ConcurrentHashMap<>();
    private final Set<Place> taking = ConcurrentHashMap.newKeySet();
    private final Set<Place> lost = ConcurrentHashMap.newKeySet();
    private final WorkCount count;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean urgent;
    private boolean over;
    private boolean ready;
    /** Whether the tables are there, which they stay. */
    private boolean current;

    /**
     * None yet.
     *
     * @param database the ledger's
     * @param id tells this process from all others; of {@value LedgerWork#LONGEST_WORKER} characters at the most
     * @param host for people, such as {@code PID 4711 on db1}
     * @param version this Pagesync's
     * @param count is told of each page
     */
    public TakenPages(Database database, String id, String host, String version, WorkCount count) {
        this(database, Timing.DEFAULT, Moment::now, id, host, version, count);
        Thread thread = new Thread(this::live, "pagesync-worker");
        thread.setDaemon(true);
        thread.start();
    }

    /** The same by other clocks, and without the thread: who has made it calls {@link #beat}. */
    TakenPages(
            Database database,
            Timing timing,
            Supplier<Moment> clock,
            String id,
            String host,
            String version,
            WorkCount count) {
        this.clock = clock;
        this.count = count;
        this.store = new WorkDatabase(database);
        this.timing = timing;
        this.id = id;
        this.host = host;
        this.version = version;
        this.tenure = new Tenure(timing, clock.get(), clock);
    }

    /**
     * Takes a page.
     *
     * @return the page; null if it is delivered already or is being delivered, here or by another process, or if its run is over
     *     or another process's now
     * @throws PagesyncException if the ledger cannot be had
     */
    public @Nullable TakenPage take(PageTask task) {
        requireFresh();
        Place place = TakenPage.place(task);
        if (!taking.add(place)) {
            return null;
        }
        try {
            if (isDelivering(task, place) || !store.transaction(stop, tables -> take(tables, task, place))) {
                return null;
            }
            lost.remove(place);
            TakenPage page = new TakenPage(this, task, place);
            if (taken.put(place, page) == null) {
                count.taken();
            }
            return page;
        } finally {
            taking.remove(place);
        }
    }

    /** A broker that was away sends messages again whose pages are on their way here. */
    private boolean isDelivering(PageTask task, Place place) {
        TakenPage its = taken.get(place);
        return its != null && its.task().epoch() == task.epoch() && !lost.contains(place);
    }

    /**
     * The lease of the run is locked, so that whoever takes the run over finds all pages that are taken. Whether the page is done is
     * asked when it is taken: its owner forgets an answer as soon as it has noted the page.
     */
    private boolean take(LedgerTables tables, PageTask task, Place place) throws SQLException {
        if (tables.leases().find(task.sync()) == null) {
            return false;
        }
        Lease lease = tables.leases().lock(task.sync());
        boolean mine = lease.run().equals(task.run())
                && lease.epoch() == task.epoch()
                && lease.until() > 0
                && !tables.work().isShut(place.run())
                && tables.work().take(place, task.epoch(), id, timing.lease().toMillis());
        if (mine && tables.pages().isDone(place.run(), place.partition(), place.page())) {
            tables.work().giveBack(place, id);
            return false;
        }
        return mine;
    }

    /** What a run's pages are asked of here, in place of its ledger, which its owner has. */
    public RunLedger ledger(PageTask task) {
        return new JoinedRun(this, task);
    }

    boolean isFresh() {
        return tenure.isFresh();
    }

    /** Waits until it is known which pages are this process's. */
    void requireFresh() {
        if (tenure.isFresh()) {
            return;
        }
        lock.lock();
        try {
            urgent = true;
            changed.signalAll();
            long end = System.nanoTime() + timing.patience().toNanos();
            while (!tenure.isFresh() && !over) {
                long left = end - System.nanoTime();
                if (left <= 0 || changed.awaitNanos(left) <= 0) {
                    throw new PagesyncException("the ledger in data source "
                            + store.database().name() + " is away, so nobody can tell which pages are this process's");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PagesyncException("the wait for the ledger was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a page may be written, see {@link RunLedger#isHeld}. */
    boolean holds(Place place, int epoch, String dataSource, Connection connection) throws SQLException {
        if (!tenure.isFresh()) {
            return false;
        }
        TakenPage its = taken.get(place);
        boolean mine = its != null
                && its.task().epoch() == epoch
                && !lost.contains(place)
                && (!dataSource.equals(store.database().name())
                        || new LedgerTables(connection, store.database().dialect())
                                .work()
                                .lock(place, id));
        if (!mine) {
            throw new PagesyncException("page " + place.page() + " of run " + place.run()
                    + " was given to another process, or its run is over; nothing of it is written here");
        }
        return true;
    }

    /** Tells the owner what became of a page; returns whether it was this process's until now. */
    boolean answer(Place place, LedgerWork.Answer answer, List<Refusal> refused) {
        boolean mine = store.transaction(stop, tables -> {
            if (!tables.work().answer(place, id, answer)) {
                return false;
            }
            if (!refused.isEmpty()) {
                tables.pages()
                        .putRefused(
                                place.run(),
                                List.of(new io.pagesync.database.own.LedgerPages.Refused(
                                        place.partition(), place.page(), refused)));
            }
            return true;
        });
        if (mine) {
            count.answered();
        }
        return mine;
    }

    /** The page has come to its end here; one that is not answered is free for others. */
    void leave(TakenPage page) {
        if (!taken.remove(page.place(), page)) {
            // It has come again here, since its lease had run out, and is no more this one's to give back.
            return;
        }
        count.left();
        lost.remove(page.place());
        if (!page.isAnswered()) {
            try {
                var unused = store.once(tables -> {
                    tables.work().giveBack(page.place(), id);
                    return true;
                });
            } catch (SQLException | RuntimeException e) {
                LOG.debug("a page is free for others when its lease has run out", e);
            }
        }
    }

    private void live() {
        boolean told = false;
        while (await()) {
            try {
                beat();
                told = false;
            } catch (SQLException | RuntimeException e) {
                if (!told) {
                    LOG.warn(
                            "this process takes no pages, as the ledger in data source {} is away: {}",
                            store.database().name(),
                            e.getMessage());
                    told = true;
                }
            }
        }
    }

    private boolean await() {
        lock.lock();
        try {
            long end = System.nanoTime() + timing.renewal().toNanos() / 2;
            long left = ready ? end - System.nanoTime() : 0;
            while (!over && !urgent && left > 0) {
                left = changed.awaitNanos(left);
            }
            // Who waits asks on and on while the ledger is away.
            long rest = urgent ? TimeUnit.MILLISECONDS.toNanos(20) : 0;
            while (!over && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            urgent = false;
            ready = true;
            return !over;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void beat() throws SQLException {
        Moment before = clock.get();
        Map<Place, TakenPage> had = new HashMap<>(taken);
        Sign sign = new Sign(id, host, version, had.size(), count.delivered(), count.perMinute());
        Database database = store.database();
        List<Place> mine = database.transaction(connection -> {
            // Before the first run there are no tables.
            current = current || OwnTables.areCurrent(connection, "the ledger in data source " + database.name());
            if (!current) {
                return List.of();
            }
            LedgerTables tables = new LedgerTables(connection, database.dialect());
            tables.work().renew(id, timing.lease().toMillis());
            tables.workers().put(sign);
            return tables.work().of(id);
        });
        had.keySet().removeAll(mine);
        had.forEach(this::lose);
        lock.lock();
        try {
            tenure.renewed(before);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void lose(Place place, TakenPage page) {
        if (page.equals(taken.get(place)) && !page.isAnswered()) {
            lost.add(place);
        }
    }

    /** No page is taken any more; those that are not answered are free for others. */
    @Override
    public void close() {
        stop.stop("Pagesync is shutting down");
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        taken.values().forEach(this::leave);
        try {
            var unused = store.once(tables -> {
                tables.workers().delete(id);
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            LOG.debug("this process is forgotten by and by", e);
        }
    }
}
