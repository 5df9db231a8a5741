package io.pagesync.run;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.evidence.KeysApart;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.partition.Slice;
import io.pagesync.partition.Slices;
import io.pagesync.partition.ValueSlice;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Partitioning.OnPartitionFailure;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.FairTurns;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the partitions of a run one by one, from the slices that its collection is divided into, and hears of their ends.
 * Slices are held only while they are open, those of another collection's records for as long as the page they came with
 * lasts. Thread-safe.
 */
final class PartitionSource implements FairTurns.Source<Delivery> {
    private final Run run;
    private final Partitioning division;
    private final RunLedger ledger;
    private final PartitionTally tally;
    private final KeysApart keys = new KeysApart();
    private final int workers;
    private final FairTurns<Delivery> turns;
    /** Slices that go before those still to come, with their places. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private final Set<Partition> open = new LinkedHashSet<>();
    private final LongHashSet names = new LongHashSet();
    private Slices.@Nullable Opened slices;
    private final @Nullable PartitionLine list;
    private boolean exhausted;
    private long places;
    private final Instant now = Instant.now();
    private final OptionalLong known;

    /** A slice and where it stands among all: texts that sort as the slices do. */
    private record Waiting(String place, Slice slice) {}

    /**
     * The partitions of a run.
     *
     * @param workers how many work on them
     */
    PartitionSource(Run run, Partitioning division, RunLedger ledger, PartitionTally tally, int workers) {
        this.run = run;
        this.division = division;
        this.ledger = ledger;
        this.tally = tally;
        this.workers = workers;
        this.turns = new FairTurns<>(workers, this, run.stop());
        this.list = division.parent() == null ? null : list(division.parent().list());
        this.known = division.slices() == null
                ? OptionalLong.empty()
                : division.slices().count(now);
    }

    /** The other collection is loaded like any partition, and its pages are not kept: a run that is resumed reads it again. */
    private PartitionLine list(Collection collection) {
        Partition whole = new Partition(
                run,
                collection,
                new MemoryLedger().open(collection.sync(), "").partition(""),
                run.stop().child(),
                new Failures());
        return whole.divided(new Partition.Share("", null, null), this);
    }

    /** Whose turn it is. */
    FairTurns<Delivery> turns() {
        return turns;
    }

    @Override
    public synchronized @Nullable Delivery need() {
        return list == null || list.isOver() || !list.isIdle() || waiting.size() >= 2 * workers ? null : list.next();
    }

    @Override
    public synchronized @Nullable PartitionLine open() {
        while (true) {
            Waiting next = waiting.isEmpty() ? fresh() : waiting.remove();
            if (next == null) {
                return null;
            }
            PartitionLine opened = open(next);
            if (opened != null) {
                return opened;
            }
        }
    }

    private @Nullable Waiting fresh() {
        Slices all = division.slices();
        if (all == null || exhausted) {
            return null;
        }
        try {
            Slices.Opened from = slices == null ? all.open(now) : slices;
            slices = from;
            Slice next = from.next();
            exhausted = next == null;
            return next == null ? null : placed(next);
        } catch (RuntimeException e) {
            exhausted = true;
            tally.endsEarly(e);
            return null;
        }
    }

    private Waiting placed(Slice slice) {
        return new Waiting(String.format(Locale.ROOT, "%012d", places++), slice);
    }

    private @Nullable PartitionLine open(Waiting next) {
        String name = next.slice().name();
        if (next.slice() instanceof ValueSlice && !names.add(Fingerprint.of(name))) {
            tally.again();
            return null;
        }
        Partition partition;
        try {
            partition = new Partition(
                    run,
                    division.collections().apply(next.slice()),
                    ledger.partition(name),
                    run.stop().child(),
                    new Failures());
        } catch (RuntimeException e) {
            tally.unusable(name, e);
            stopIf(Verdict.FAILED, name);
            return null;
        }
        boolean apart = next.slice().scope().isEmpty();
        PartitionLine line =
                partition.divided(new Partition.Share(next.place(), next.slice(), apart ? keys.next() : null), this);
        tally.opened();
        open.add(partition);
        return line;
    }

    @Override
    public synchronized boolean isOver() {
        return waiting.isEmpty() && (list == null ? exhausted : list.isOver());
    }

    /**
     * The first page of a partition is read: whether it is loaded as it is. One with more records than the API serves is
     * not; its halves take its place.
     *
     * @throws PagesyncException if it cannot be halved
     */
    boolean keeps(Partition partition, RunPlan plan) {
        Slice slice = partition.share().slice();
        if (slice == null || division.cap() == 0) {
            return true;
        }
        long total = plan.records().orElse(-1);
        if (total < 0) {
            throw new PagesyncException("it has no total to compare with the cap of " + division.cap());
        }
        List<Slice> halves = slice.halves();
        // A total at the cap may be all that the API counts; where there is no telling, the end of the partition does.
        if (total < division.cap() || (total == division.cap() && halves.isEmpty())) {
            return true;
        }
        if (halves.isEmpty()) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "it holds %,d records, more than the cap of %,d, and cannot be halved any further; divide it by"
                            + " something else",
                    total,
                    division.cap()));
        }
        putBack(partition, halves);
        return false;
    }

    private void putBack(Partition partition, List<Slice> halves) {
        tally.halved();
        forget(partition);
        synchronized (this) {
            for (int i = halves.size() - 1; i >= 0; i--) {
                waiting.addFirst(new Waiting(partition.share().place() + i, halves.get(i)));
            }
        }
    }

    /** The records of a page of the other collection, each of which names a slice. */
    void take(Page page) {
        Partitioning.Parent parent = division.parent();
        if (parent == null) {
            return;
        }
        int number = 0;
        for (JsonRecord record : page) {
            number++;
            try {
                Slice slice = parent.slice(record);
                if (slice == null) {
                    tally.nameless(page.getNumber(), number, "has no value at '" + parent.field() + "'");
                } else {
                    add(slice);
                }
            } catch (InvalidSettingException e) {
                tally.nameless(page.getNumber(), number, "cannot be asked for: " + e.getMessage());
            }
        }
        changed();
    }

    private synchronized void add(Slice slice) {
        waiting.add(placed(slice));
    }

    /** Something may be there to do now. */
    void changed() {
        turns.changed();
    }

    /** A partition has come to its end. */
    void over(Partition partition) {
        forget(partition);
        Outcome outcome = Outcome.of(partition, List.of());
        Slice slice = partition.share().slice();
        if (slice == null) {
            tally.list(partition.collection().shownUrl(), outcome, partition.failures());
            return;
        }
        try {
            partition.ledger().ended(outcome.verdict());
        } catch (RuntimeException e) {
            partition.failures().add(0, "the ledger could not close it: " + FailureText.of(e));
            outcome = outcome.notWhole();
        }
        tally.add(slice.name(), outcome, partition.failures());
        stopIf(outcome.verdict(), slice.name());
    }

    private void stopIf(Verdict verdict, String name) {
        if (verdict.resumable() && division.onPartitionFailure() == OnPartitionFailure.STOP) {
            run.stop().stop("partition " + name + " ended " + verdict);
        }
    }

    private void forget(Partition partition) {
        run.stop().forget(partition.stop());
        synchronized (this) {
            open.remove(partition);
        }
    }

    /** The run is over: what is open is not loaded any further. */
    void close() {
        List<Partition> left;
        Slices.Opened from;
        synchronized (this) {
            left = List.copyOf(open);
            from = slices;
        }
        left.forEach(Partition::abandon);
        if (list != null) {
            list.abandon();
        }
        if (from != null) {
            from.close();
        }
    }

    /** How many requests are to come, as far as that can be told; negative as long as nobody knows. */
    synchronized long toCome() {
        long requests = 0;
        for (Partition each : open) {
            RunPlan plan = each.planned();
            long its = plan == null ? 1 : plan.toCome(each.ledger().totals().pages());
            if (its < 0) {
                return -1;
            }
            requests += its;
        }
        OptionalLong all = count();
        return all.isEmpty() ? -1 : requests + Math.max(0, all.getAsLong() - tally.count());
    }

    /** How many partitions there are; empty as long as nobody knows. */
    synchronized OptionalLong count() {
        if (isOver()) {
            return OptionalLong.of(tally.count());
        }
        return known.isPresent() ? OptionalLong.of(known.getAsLong() + tally.halves()) : known;
    }
}
