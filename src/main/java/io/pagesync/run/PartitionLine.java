package io.pagesync.run;

import io.pagesync.page.Page;
import io.pagesync.run.Delivery.Purpose;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.FairTurns;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The work on one partition of many, piece by piece: its first page, what is read before all others to compare, its pages,
 * what is read behind them. Each is asked for by whichever worker comes. Thread-safe.
 */
final class PartitionLine implements FairTurns.Line<Delivery> {
    private final Partition partition;
    private final PartitionSource source;
    private final Deque<Integer> checks = new ArrayDeque<>();
    private Stage stage = Stage.FIRST;
    private Iterator<Iterator<Integer>> waves = Collections.emptyIterator();
    private Iterator<Integer> wave = Collections.emptyIterator();
    /** A page that was taken from the wave, and not handed out yet. */
    private @Nullable Integer ahead;

    private int underWay;
    private int checksUnderWay;
    private int handedOut;
    private int arrived;
    private boolean behindTheEnd;
    private boolean told;

    private enum Stage {
        FIRST,
        OPENING,
        PAGES,
        CLOSING,
        OVER
    }

    PartitionLine(Partition partition, PartitionSource source) {
        this.partition = partition;
        this.source = source;
    }

    @Override
    public synchronized @Nullable Delivery next() {
        return switch (stage) {
            case FIRST -> handedOut > 0 ? null : page(1, Purpose.FIRST);
            case OPENING, CLOSING -> checks.isEmpty() ? null : check(checks.remove());
            case PAGES -> nextPage();
            case OVER -> null;
        };
    }

    private @Nullable Delivery nextPage() {
        // Only the page before says how to ask for the next one, and no worker is to wait for that.
        if (isSerial() && handedOut > arrived && underWay > 0) {
            return null;
        }
        // What is behind the end is not asked for again and again, until the pages before it are there.
        behindTheEnd &= underWay > 0;
        if (behindTheEnd) {
            return null;
        }
        if (ahead == null && !wave.hasNext() && underWay == 0 && waves.hasNext()) {
            wave = waves.next();
        }
        Integer next = ahead != null ? ahead : wave.hasNext() ? wave.next() : null;
        ahead = null;
        return next == null ? null : page(next, Purpose.PAGE);
    }

    private Delivery page(int page, Purpose purpose) {
        underWay++;
        handedOut = page;
        return new Delivery(partition, page, purpose);
    }

    private Delivery check(int page) {
        underWay++;
        checksUnderWay++;
        return new Delivery(partition, page, Purpose.CHECK);
    }

    @Override
    public synchronized int ready(int most) {
        return switch (stage) {
            case FIRST -> handedOut > 0 ? 0 : 1;
            case OPENING, CLOSING -> Math.min(most, checks.size());
            case PAGES -> readyPages(most);
            case OVER -> 0;
        };
    }

    private int readyPages(int most) {
        RunPlan plan = partition.planned();
        OptionalInt pages = plan == null ? OptionalInt.empty() : plan.pages();
        if (isSerial()) {
            return handedOut > arrived || pages.equals(OptionalInt.of(handedOut)) ? 0 : Math.min(1, most);
        }
        // Where the end is not known, to read ahead is a guess.
        return pages.isEmpty()
                ? Math.min(most, underWay == 0 ? 1 : 0)
                : Math.max(0, Math.min(most, pages.getAsInt() - handedOut));
    }

    private boolean isSerial() {
        return !partition.collection().paging().anyOrder();
    }

    /** Whether nothing of it is under way. */
    synchronized boolean isIdle() {
        return underWay == 0;
    }

    @Override
    public synchronized boolean isOver() {
        return stage == Stage.OVER && underWay == 0;
    }

    /**
     * The first page is read.
     *
     * @return whether it is to be delivered; not if that has been done before, or its partition is too large
     */
    boolean planned(RunPlan plan) {
        if (!source.keeps(partition, plan)) {
            synchronized (this) {
                stage = Stage.OVER;
                told = true;
            }
            return false;
        }
        synchronized (this) {
            waves = partition.waves();
            wave = waves.hasNext() ? waves.next() : Collections.emptyIterator();
            Integer first = wave.hasNext() ? wave.next() : null;
            boolean delivers = first != null && first == 1;
            ahead = delivers ? null : first;
            arrived = 1;
            checks.addAll(partition.stop().stopped() ? Collections.emptyList() : plan.openingChecks());
            stage = checks.isEmpty() ? Stage.PAGES : Stage.OPENING;
            return delivers;
        }
    }

    /** A page has arrived: the one behind it can be asked for. */
    void reached(Page page) {
        synchronized (this) {
            arrived = Math.max(arrived, page.getNumber());
        }
        if (partition.isList()) {
            source.take(page);
        } else {
            source.changed();
        }
    }

    /** A page was to be asked for, and there is none. */
    synchronized void behindTheEnd() {
        behindTheEnd = true;
    }

    /** One piece of work has come to its end, whatever that is. */
    void ended(Purpose purpose) {
        boolean over;
        synchronized (this) {
            underWay--;
            checksUnderWay -= purpose == Purpose.CHECK ? 1 : 0;
            goOn();
            over = stage == Stage.OVER && underWay == 0 && !told;
            told |= over;
        }
        if (over) {
            source.over(partition);
        }
        source.changed();
    }

    private void goOn() {
        if (stage == Stage.FIRST && underWay == 0 && handedOut > 0) {
            stage = Stage.OVER;
        }
        if (stage == Stage.OPENING && checks.isEmpty() && checksUnderWay == 0) {
            stage = Stage.PAGES;
        }
        if (stage == Stage.PAGES && underWay == 0 && ahead == null && !wave.hasNext() && !moreWaves()) {
            checks.addAll(partition.checks().closingPages());
            stage = Stage.CLOSING;
        }
        if (stage == Stage.CLOSING && underWay == 0 && checks.isEmpty()) {
            stage = partition.passes().again() ? nextPass() : Stage.OVER;
        }
    }

    private Stage nextPass() {
        behindTheEnd = false;
        if (partition.passes().readsAll()) {
            handedOut = 0;
            return Stage.FIRST;
        }
        waves = partition.waves();
        wave = waves.next();
        return Stage.PAGES;
    }

    private boolean moreWaves() {
        while (waves.hasNext()) {
            wave = waves.next();
            if (wave.hasNext()) {
                return true;
            }
        }
        return false;
    }

    /** The run is over before it is. */
    void abandon() {
        boolean open;
        synchronized (this) {
            stage = Stage.OVER;
            open = !told;
            told = true;
        }
        if (open) {
            source.over(partition);
        }
    }
}
