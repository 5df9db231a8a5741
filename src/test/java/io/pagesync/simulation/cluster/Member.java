package io.pagesync.simulation.cluster;

import static io.pagesync.simulation.cluster.Fleet.MILLI;
import static io.pagesync.simulation.cluster.Fleet.SECOND;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.database.ledger.DrivenOwner;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.limit.NamedSlots;
import io.pagesync.database.work.DrivenPages;
import io.pagesync.database.work.TakenPages;
import io.pagesync.rate.limit.DrivenSlots;
import io.pagesync.work.PageTask;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A process: its clocks, what happens to it, and the pages that it delivers, one behind the other by each of its consumers. */
final class Member {
    final Fleet fleet;
    final Database database;
    private final int number;
    private final Owning owning;
    private final List<Delivered> inHand = new ArrayList<>();
    private final Deque<Delivered> waiting = new ArrayDeque<>();
    private int life;
    private long stoppedUntil;
    private long cutOffUntil;
    private long nanosAhead;
    private long millisAhead;
    private TakenPages pages;
    private DrivenSlots slots;
    private DatabaseLedger ledger;
    private boolean asks;
    private int turn;

    Member(Fleet fleet, int number) throws SQLException {
        this.fleet = fleet;
        this.number = number;
        this.database = fleet.database.way(() -> fleet.time() < cutOffUntil);
        this.owning = new Owning(this);
        this.nanosAhead = fleet.random.nextLong() / 4;
        this.millisAhead = (fleet.random.nextInt(7200) - 3600) * 1000L;
        this.pages = DrivenPages.of(database, this::moment, name());
        this.slots = new DrivenSlots(fleet.plan.slots(), slotLeases(), this::nanos, this::wall);
        this.ledger = DrivenOwner.ledger(database, name());
        live();
    }

    DatabaseLedger ledger() {
        return ledger;
    }

    String name() {
        return "process-" + number + "-" + life;
    }

    /** The run is started here. */
    void begins() {
        owning.begins();
    }

    private void live() {
        for (int i = 0; i < fleet.plan.consumers(); i++) {
            after(fleet.within(500), this::receive);
        }
        after(fleet.within(2500), this::beat);
        after(2 * SECOND + fleet.within(2000), owning::follow);
    }

    private io.pagesync.rate.limit.SlotLeases slotLeases() {
        return NamedSlots.of(database, fleet.plan.slots(), name());
    }

    long nanos() {
        return fleet.time() + nanosAhead + fleet.time() / 20_000 * (number % 3 - 1);
    }

    private long wall() {
        return fleet.time() + millisAhead * MILLI;
    }

    Moment moment() {
        return new Moment(nanos(), wall() / MILLI);
    }

    /** Happens after so long, once the process is awake; never if it is killed before. */
    void after(long nanos, Runnable what) {
        int its = life;
        fleet.at(fleet.time() + nanos, () -> act(its, what));
    }

    private void act(int its, Runnable what) {
        if (its != life) {
            return;
        }
        if (fleet.time() < stoppedUntil) {
            // In any order, as threads that wake up.
            fleet.at(stoppedUntil + fleet.within(20), () -> act(its, what));
        } else {
            what.run();
        }
    }

    boolean isBusy() {
        return isAwake() && (!inHand.isEmpty() || owning.isOwner());
    }

    boolean isAwake() {
        return fleet.time() >= stoppedUntil;
    }

    boolean isCutOff() {
        return fleet.time() < cutOffUntil;
    }

    /** It is gone at once, and another one begins in its place by and by. */
    void killed() {
        life++;
        fleet.truth.gone(this);
        List<PageTask> back = inHand.stream().map(Delivered::task).toList();
        fleet.at(fleet.time() + fleet.within(1000), () -> back.forEach(fleet.queue::addFirst));
        inHand.forEach(Delivered::isLate);
        inHand.clear();
        waiting.clear();
        asks = false;
        owning.forget();
        stoppedUntil = 0;
        cutOffUntil = 0;
        pages = DrivenPages.of(database, this::moment, name());
        slots = new DrivenSlots(fleet.plan.slots(), slotLeases(), this::nanos, this::wall);
        ledger = DrivenOwner.ledger(database, name());
        after(fleet.within(10_000), this::live);
    }

    /** It does nothing for so long; the broker may give its messages to others meanwhile. */
    void stopped(long nanos) {
        stoppedUntil = Math.max(stoppedUntil, fleet.time() + nanos);
        // What it has under way is its own still, and others have its slots behind the lease.
        inHand.forEach(Delivered::isLate);
        if (fleet.chance(30)) {
            List<PageTask> again = inHand.stream().map(Delivered::task).toList();
            fleet.at(fleet.time() + nanos / 2, () -> fleet.queue.addAll(again));
        }
    }

    void cutOff(long nanos) {
        cutOffUntil = Math.max(cutOffUntil, fleet.time() + nanos);
        inHand.forEach(Delivered::isLate);
    }

    void clockIsSet(long by) {
        millisAhead += (sleeps() ? Math.abs(by) : by) / MILLI;
    }

    /** The machine sleeps, and its monotonic clock with it. */
    void suspended(long nanos) {
        stopped(nanos);
        nanosAhead -= sleeps() ? nanos : 0;
    }

    /** Of others the wall clock is set back: a process both of whose clocks stand cannot know it. */
    private boolean sleeps() {
        return number % 2 == 0;
    }

    private void receive() {
        PageTask task = fleet.queue.poll();
        if (task == null) {
            after((fleet.truth.isClosed() ? 5000 : 200) * MILLI + fleet.within(1000), this::receive);
            return;
        }
        Delivered page = new Delivered(this, task);
        inHand.add(page);
        page.take();
    }

    void ended(Delivered page) {
        inHand.remove(page);
        after(fleet.within(5), this::receive);
    }

    TakenPages pages() {
        return pages;
    }

    private void beat() {
        if (!inHand.isEmpty()) {
            beatNow();
        }
        after(2500 * MILLI, this::beat);
    }

    /** Renews the leases of its pages, if the database can be had; whether it knows which are its own. */
    boolean beatNow() {
        try {
            DrivenPages.beat(pages);
        } catch (SQLException e) {
            // It tries again by and by.
        }
        return DrivenPages.isFresh(pages);
    }

    void wantsSlot(Delivered page) {
        if (fleet.plan.slots() == 0) {
            page.isGivenSlot();
            return;
        }
        slots.join();
        if (slots.take()) {
            page.isGivenSlot();
            return;
        }
        waiting.add(page);
        if (!asks) {
            asks = true;
            ask(++turn);
        } else {
            // As a thread that is woken, since more are wanted than were asked for.
            int its = ++turn;
            after(10 * MILLI, () -> ask(its));
        }
    }

    private void ask(int its) {
        if (its != turn) {
            return;
        }
        long pause = slots.ask();
        serve();
        asks = pause > 0;
        if (asks) {
            after(pause * MILLI, () -> ask(its));
        }
    }

    private void serve() {
        while (!waiting.isEmpty() && slots.take()) {
            waiting.remove().isGivenSlot();
        }
    }

    void givesSlotBack() {
        if (fleet.plan.slots() > 0) {
            slots.release();
            serve();
        }
    }
}
