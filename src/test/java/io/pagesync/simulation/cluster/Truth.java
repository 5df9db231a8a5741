package io.pagesync.simulation.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is so, whatever processes believe; each violation of what a cluster promises is an error. */
final class Truth {
    /** What a lease lasts without its margin, and the time from the look at it to its answer. */
    private static final long BLIND = 12_100 * Fleet.MILLI;

    private final FleetPlan plan;
    /** Who has taken each page last. */
    private final Map<Integer, Delivered> takenBy = new TreeMap<>();

    private final Set<Integer> table = new HashSet<>();
    private final Map<Object, Member> underWay = new HashMap<>();
    private int epoch;
    private int owners;
    private int written;
    private int refused;
    private int busiest;
    private boolean closed;
    private long closedAt;

    Truth(FleetPlan plan) {
        this.plan = plan;
    }

    void taken(int page, Delivered by) {
        Delivered before = takenBy.get(page);
        require(by.task().epoch() == epoch, "page " + page + " is given away for an owner that is none any more");
        require(
                before == null || !before.isOnItsWay() || before.task().epoch() != epoch,
                "page " + page + " is given to " + by + ", and is delivered by " + before);
        require(!closed, "page " + page + " is given to a process although the run is closed");
        takenBy.put(page, by);
    }

    /** The page is in the table. */
    void written(int page, Delivered by, long now) {
        Delivered last = takenBy.get(page);
        boolean mine = !closed && last != null && last.isOf(by);
        long since = Math.max(closed ? closedAt : 0, last == null ? 0 : last.takenAt());
        // In another database its lease is all that a process looks at, and one that is cut off is not told who has its
        // page.
        boolean knowsNot = plan.beside() && now - since <= BLIND;
        require(
                mine || knowsNot,
                "page " + page + " is written by " + by + ", but "
                        + (closed ? "the run is closed" : "is " + last + "'s"));
        written++;
        table.add(page);
    }

    void refused() {
        refused++;
    }

    void opened(int its) {
        require(!closed, "the run is opened although it is closed");
        require(its > epoch, "epoch " + its + " is given after " + epoch);
        owners++;
        epoch = its;
    }

    void ledgerWritten(int by) {
        require(by == epoch, "the ledger is written by the owner of epoch " + by + " in epoch " + epoch);
    }

    void closed(int by, long now) {
        closedAt = now;
        ledgerWritten(by);
        require(!closed, "the run is closed twice");
        closed = true;
        requireAllPages();
    }

    /** A request leaves; processes that were stopped meanwhile have theirs open still, which nobody can help. */
    void requestBegins(Object request, Member by) {
        underWay.put(request, by);
        int count = (int) underWay.values().stream().filter(Member::isAwake).count();
        busiest = Math.max(busiest, count);
        require(
                plan.stepping() || plan.slots() == 0 || count <= plan.slots(),
                count + " requests under way, of " + plan.slots());
    }

    void requestEnds(Object request) {
        underWay.remove(request);
    }

    void gone(Member process) {
        underWay.values().removeIf(each -> each == process);
    }

    boolean isClosed() {
        return closed;
    }

    void requireWhole() {
        require(closed, "the run has no end");
        requireAllPages();
    }

    private void requireAllPages() {
        for (int page = 2; page <= plan.pages(); page++) {
            require(table.contains(page), "page " + page + " is lost");
        }
    }

    int owners() {
        return owners;
    }

    int refusals() {
        return refused;
    }

    /** How many pages were written again, as who had written them did not live to tell. */
    int again() {
        return written - table.size();
    }

    int busiest() {
        return busiest;
    }

    @Override
    public String toString() {
        return plan + ": " + owners + " owners, " + written + " written, " + refused + " refused, busiest " + busiest;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
