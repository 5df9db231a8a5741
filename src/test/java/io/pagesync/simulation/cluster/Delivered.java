package io.pagesync.simulation.cluster;

import static io.pagesync.simulation.cluster.Fleet.MILLI;

import io.pagesync.PagesyncException;
import io.pagesync.database.work.DrivenPages;
import io.pagesync.database.work.TakenPage;
import io.pagesync.database.work.TakenPages;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.Envelope;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.work.PageTask;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that asks for a page, on its way through a process. */
final class Delivered {
    private static final int SIZE = 2;

    private final Member process;
    private final Fleet fleet;
    private final String name;
    private final PageTask task;
    private final TakenPages pages;
    private @Nullable TakenPage page;
    private long takenAt;
    private boolean late;
    private boolean over;
    private boolean hasSlot;
    /** Before its process was stopped: that is its own still, and others may have it as well. */
    private boolean hadSlotBefore;

    Delivered(Member process, PageTask task) {
        this.process = process;
        this.fleet = process.fleet;
        this.name = process.name();
        this.task = task;
        this.pages = process.pages();
    }

    PageTask task() {
        return task;
    }

    private TakenPage page() {
        TakenPage its = page;
        if (its == null) {
            throw new IllegalStateException("it is not taken");
        }
        return its;
    }

    long takenAt() {
        return takenAt;
    }

    /** Whether it is, and nothing has happened to its process since it was taken. */
    boolean isOnItsWay() {
        return page != null && !late && !over && !fleet.plan.stepping();
    }

    /** Whether the same process has both by the same owner's message. */
    boolean isOf(Delivered other) {
        return name.equals(other.name) && task.epoch() == other.task.epoch();
    }

    /** Something happens to its process while it is on its way. */
    void isLate() {
        late = true;
        hadSlotBefore = hasSlot;
        fleet.truth.requestEnds(this);
    }

    /** The first step; tried again until the database can be had. */
    void take() {
        if (process.isCutOff() || (!DrivenPages.isFresh(pages) && !process.beatNow())) {
            process.after(fleet.within(1000), this::take);
            return;
        }
        TakenPage taken = pages.take(task);
        if (taken == null) {
            process.ended(this);
            return;
        }
        page = taken;
        takenAt = fleet.time();
        fleet.truth.taken(task.page(), this);
        process.after(fleet.within(3), () -> process.wantsSlot(this));
    }

    /** It has a slot, and its request is about to leave. */
    void isGivenSlot() {
        hasSlot = true;
        process.after(fleet.within(2), this::asks);
    }

    private void asks() {
        if (!hadSlotBefore) {
            fleet.truth.requestBegins(this, process);
        }
        process.after(50 * MILLI + fleet.within(1400), this::arrives);
    }

    private void arrives() {
        fleet.truth.requestEnds(this);
        process.givesSlotBack();
        page().arrived(Page.told(task.page(), SIZE, new Envelope(null, null, null), PageKeys.NONE, 99, false));
        process.after(fleet.within(fleet.chance(20) ? 20_000 : 500), this::write);
    }

    private void write() {
        if (process.isCutOff()) {
            process.after(fleet.within(1000), this::write);
            return;
        }
        try {
            String table = fleet.plan.beside() ? "beside" : process.database.name();
            boolean held = DrivenPages.holds(pages, page(), process.database, table);
            if (held) {
                fleet.truth.written(task.page(), this, fleet.time());
                process.after(fleet.within(3), this::answer);
            } else {
                // As its destination waits until it is known whose the page is, and tries again.
                process.after(process.beatNow() ? 1 : fleet.within(500), this::write);
            }
        } catch (PagesyncException e) {
            fleet.truth.refused();
            leave();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer() {
        if (process.isCutOff()) {
            process.after(fleet.within(1000), this::answer);
            return;
        }
        try {
            page().done(task.page(), new DonePage(SIZE, SIZE, 99, ""), PageKeys.NONE, List.of());
        } catch (PagesyncException e) {
            fleet.truth.refused();
        }
        leave();
    }

    private void leave() {
        over = true;
        page().leave();
        process.ended(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
