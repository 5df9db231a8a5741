package io.pagesync.run;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.InvalidSettingException;
import io.pagesync.evidence.KeysApart;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.partition.Slice;
import io.pagesync.partition.SliceQueue;
import io.pagesync.partition.ValueSlice;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Partitioning.OnPartitionFailure;
import io.pagesync.run.plan.PartitionsDiffer;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.FairTurns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
    private final PartitionsDiffer differ = new PartitionsDiffer();
    private final int workers;
    private final FairTurns<Delivery> turns;
    private final SliceQueue slices;
    private final Set<Partition> open = new LinkedHashSet<>();
    private final LongHashSet names = new LongHashSet();
    private final @Nullable PartitionLine list;

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
        this.slices = new SliceQueue(division.slices());
    }

    /** The other collection is loaded like any partition, and its pages are not kept: a run that is resumed reads it again. */
    private PartitionLine list(Collection collection) {
        Partition whole = new Partition(
                run,
                collection,
                new MemoryLedger().open(RunRequest.of(collection.sync(), "")).partition(""),
                run.stop().child(),
                new Failures());
        return whole.divided(Partition.Share.ALL, this);
    }

    /** Whose turn it is. */
    FairTurns<Delivery> turns() {
        return turns;
    }

    @Override
    public synchronized @Nullable Delivery need() {
        return list == null || list.isOver() || !list.isIdle() || slices.waiting() >= 2 * workers ? null : list.next();
    }

    @Override
    public synchronized @Nullable PartitionLine open() {
        while (true) {
            SliceQueue.Placed next = next();
            if (next == null) {
                return null;
            }
            PartitionLine opened = open(next);
            if (opened != null) {
                return opened;
            }
        }
    }

    private SliceQueue.@Nullable Placed next() {
        try {
            return slices.next();
        } catch (RuntimeException e) {
            tally.endsEarly(e);
            return null;
        }
    }

    private @Nullable PartitionLine open(SliceQueue.Placed next) {
        String name = next.slice().name();
        if (next.slice() instanceof ValueSlice && !names.add(Fingerprint.of(name))) {
            tally.again();
            return null;
        }
        Partition partition;
        try {
            PartitionLedger its = ledger.partition(name);
            if (isThere(name, its)) {
                return null;
            }
            partition = new Partition(
                    run,
                    division.collections().apply(next.slice()),
                    its,
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

    /** Whether an earlier attempt at the run has loaded all of it, and all destinations have that still. */
    private boolean isThere(String name, PartitionLedger its) {
        Verdict verdict = its.earlierVerdict();
        if (verdict == null || !verdict.whole()) {
            return false;
        }
        RunLedger.Totals done = its.totals();
        Beginning beginning = its.earlier();
        if (beginning != null && beginning.pages().orElse(done.pages()) != done.pages()) {
            return false;
        }
        for (int page = 1; page <= done.pages(); page++) {
            RunLedger.DonePage earlier = its.earlier(page);
            if (earlier == null || !run.destinations().hold(name, page, earlier.fingerprint())) {
                return false;
            }
        }
        // What was written and never noted is none of it, whoever has seen that before.
        run.destinations().keepOnly(name, page -> page <= done.pages());
        tally.earlier(verdict, done, beginning == null ? OptionalLong.empty() : beginning.records());
        return true;
    }

    @Override
    public synchronized boolean isOver() {
        return slices.waiting() == 0 && (list == null ? slices.isExhausted() : list.isOver());
    }

    /**
     * The first page of a partition is read: whether it is loaded as it is. One with more records than the API serves is
     * not; its halves take its place.
     *
     * @throws io.pagesync.PagesyncException if it cannot be halved
     */
    boolean keeps(Partition partition, RunPlan plan) {
        Slice slice = partition.share().slice();
        List<Slice> halves = slice == null ? List.of() : division.halves(slice, plan.records());
        if (halves.isEmpty()) {
            return true;
        }
        putBack(partition, halves);
        return false;
    }

    private void putBack(Partition partition, List<Slice> halves) {
        tally.halved();
        forget(partition);
        synchronized (this) {
            slices.putBack(partition.share().place(), halves);
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
        slices.add(slice);
    }

    /** Something may be there to do now. */
    void changed() {
        turns.changed();
    }

    /** A partition has come to its end. */
    void over(Partition partition) {
        forget(partition);
        partition.outcomes().keepOnlyThese();
        Outcome outcome = Outcome.of(partition, List.of());
        Slice slice = partition.share().slice();
        if (slice == null) {
            tally.list(partition.collection().shownUrl(), outcome, partition.failures());
            return;
        }
        RunPlan plan = partition.planned();
        if (plan != null && !slice.scope().isEmpty()) {
            differ.over(plan.first(), partition.ledger().totals().records());
        }
        try {
            if (!outcome.verdict().whole() && !outcome.drift().isEmpty() && ledger.resumable()) {
                // What speaks against its pages, an attempt that goes on would not see in the rest of them.
                partition.forgetFrom(1);
            }
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

    /** What speaks against partitions with a scope of their own, where nobody has said that they may be the same. */
    Optional<String> drift() {
        Collection whole = run.collection();
        return whole.checking().end() == Collection.End.DECLARED
                ? Optional.empty()
                : differ.drift()
                        .map(sentence -> sentence + "; see how it calls that, or, if they are the same, say that the"
                                + " end is declared (" + whole.names().parameter("end") + ")");
    }

    /** The run is over: what is open is not loaded any further. */
    void close() {
        List<Partition> left;
        synchronized (this) {
            left = List.copyOf(open);
        }
        left.forEach(Partition::abandon);
        if (list != null) {
            list.abandon();
        }
        synchronized (this) {
            slices.close();
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
        OptionalLong known = slices.known();
        return known.isPresent() ? OptionalLong.of(known.getAsLong() + tally.halves()) : known;
    }
}
