package io.pagesync.simulation;

import io.pagesync.PagesyncException;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.PageKeys;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.since.Asking;
import io.pagesync.since.Known;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is written behind, and outlives the processes of a simulation: a kill takes some of the newest notes, and some
 * are not taken at all.
 */
final class SimulatedLedger implements Ledger {
    private final Moments moments;
    private final Random failures;
    private final double failing;
    private boolean mended;
    private final List<Runnable> unwritten = new ArrayList<>();
    private final Supplier<Instant> clock;
    private Known known = Known.NOTHING;
    private @Nullable Stored last;
    private int runs;

    /** What is on the disk of a run. */
    private static final class Stored {
        private final String id;
        private final Map<String, Part> parts = new TreeMap<>();
        private final Map<PageId, byte[]> changes = new TreeMap<>();
        private Asking asking;
        private boolean isOver;

        Stored(String id, Asking asking) {
            this.id = id;
            this.asking = asking;
        }

        Part part(String name) {
            return parts.computeIfAbsent(name, any -> new Part());
        }
    }

    /** And of one of its partitions. */
    private static final class Part {
        private final Map<Integer, RunLedger.DonePage> pages = new TreeMap<>();
        private final Map<Integer, PageKeys> keys = new TreeMap<>();
        private @Nullable Beginning beginning;
        private @Nullable Verdict verdict;
    }

    /** Half of them take every note. */
    SimulatedLedger(Moments moments, long seed, Supplier<Instant> clock) {
        this.moments = moments;
        this.clock = clock;
        this.failures = new Random(~seed * 0x9E3779B97F4A7C15L);
        this.failing = failures.nextBoolean() ? 0 : 0.05;
    }

    /** How many attempts it may cut short. */
    int mayRefuse() {
        return failing > 0 ? 4 : 0;
    }

    /** Somebody has seen to it, and it takes every note. */
    void mend() {
        mended = true;
    }

    /** The id of the last run; empty if there was none. */
    String last() {
        return last == null ? "" : last.id;
    }

    /** The pages that the next attempt need not ask for, with their fingerprints. */
    Map<PageId, Long> done() {
        Map<PageId, Long> done = new TreeMap<>();
        if (last != null && goesOn()) {
            last.parts.forEach((name, part) ->
                    part.pages.forEach((page, what) -> done.put(new PageId(name, page), what.fingerprint())));
        }
        return done;
    }

    /** Whether the last run would go on. */
    boolean goesOn() {
        return last != null
                && !last.isOver
                && !(last.asking.isIncremental() && known.mark().isEmpty());
    }

    /** The process is gone, and with it what was not written. */
    void crash() {
        int written = moments.oneOf(unwritten.size() + 1);
        unwritten.subList(0, written).forEach(Runnable::run);
        unwritten.clear();
    }

    private void note(Runnable what) {
        moments.pass();
        unwritten.add(what);
        if (moments.chance(0.2)) {
            write();
        }
        moments.pass();
    }

    private void write() {
        unwritten.forEach(Runnable::run);
        unwritten.clear();
    }

    private Stored beginStored(Asking asking) {
        Stored begun = new Stored("run-" + ++runs, asking);
        last = begun;
        return begun;
    }

    @Override
    public RunLedger open(RunRequest request) {
        moments.pass();
        Stored before = last;
        boolean goesOn = goesOn();
        Stored of = goesOn && before != null ? before : beginStored(asking(request));
        of.isOver = false;
        return new Open(of, goesOn);
    }

    private Asking asking(RunRequest request) {
        return request.since() == null
                ? Asking.EVERYTHING
                : Asking.of(
                        request.since(), known, request.asked(), request.start().full(), clock.get());
    }

    @Override
    public List<RunEntry> runs(@Nullable String sync, int most) {
        return List.of();
    }

    @Override
    public int reset(String sync) {
        return 0;
    }

    /** One process's run. */
    private final class Open implements RunLedger {
        private final Map<String, OpenPart> parts = new TreeMap<>();
        private Stored stored;
        private boolean goesOn;
        private String beginning = "";

        Open(Stored stored, boolean goesOn) {
            this.stored = stored;
            this.goesOn = goesOn;
            stored.parts.keySet().forEach(this::partition);
        }

        @Override
        public String id() {
            return stored.id;
        }

        @Override
        public boolean goesOn() {
            return goesOn;
        }

        @Override
        public String beginning() {
            return beginning;
        }

        @Override
        public void beginAnew(String why) {
            moments.pass();
            unwritten.clear();
            stored = beginStored(stored.asking);
            goesOn = false;
            beginning = "a new run, because " + why;
            parts.values().forEach(OpenPart::clear);
        }

        @Override
        public Asking asking() {
            return stored.asking;
        }

        @Override
        public void asksForAll(String why) {
            if (goesOn) {
                beginAnew(why);
            }
            stored.asking = stored.asking.forAll(why);
            moments.pass();
        }

        @Override
        public void changed(String partition, int page, PageChanges changes) {
            Stored of = stored;
            note(() -> of.changes.put(new PageId(partition, page), changes.toBytes()));
        }

        @Override
        public void earlierChanges(Consumer<PageChanges> to) {
            stored.changes.values().forEach(bytes -> to.accept(PageChanges.of(bytes)));
        }

        @Override
        public PartitionLedger partition(String name) {
            return parts.computeIfAbsent(name, its -> new OpenPart(this, its));
        }

        @Override
        public Totals totals() {
            int pages = 0;
            long records = 0;
            for (OpenPart each : parts.values()) {
                Totals its = each.totals();
                pages += its.pages();
                records += its.records();
            }
            return new Totals(pages, records);
        }

        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void close(RunReport report) {
            close(report, Reached.NOTHING);
        }

        @Override
        public void close(RunReport report, Reached reached) {
            moments.pass();
            write();
            known = after(reached, stored.asking);
            stored.isOver = !report.canGoOn() || stored.parts.values().stream().allMatch(each -> each.pages.isEmpty());
        }
    }

    private Known after(Reached reached, Asking asking) {
        Instant full = asking.isIncremental() ? known.full() : asking.began();
        return switch (reached.what()) {
            case TO -> new Known(reached.mark(), reached.highest(), 0, reached.repeats(), asking.began(), full);
            case SAME -> new Known(known.mark(), known.highest(), 0, known.repeats(), asking.began(), full);
            case REFUSED -> new Known("", known.highest(), known.asked(), known.repeats(), known.whole(), known.full());
            case STAYS -> known;
        };
    }

    /** A partition of it. */
    private final class OpenPart implements PartitionLedger {
        private final Open run;
        private final String name;
        private final Map<Integer, RunLedger.DonePage> left;
        private final @Nullable Beginning before;
        private final @Nullable Verdict verdict;
        private int pages;
        private long records;

        OpenPart(Open run, String name) {
            this.run = run;
            this.name = name;
            Part its = run.stored.part(name);
            this.left = new TreeMap<>(its.pages);
            this.before = its.beginning;
            this.verdict = its.verdict;
        }

        private Part stored() {
            return run.stored.part(name);
        }

        void clear() {
            left.clear();
            pages = 0;
            records = 0;
        }

        @Override
        public @Nullable Beginning earlier() {
            return run.goesOn ? before : null;
        }

        @Override
        public @Nullable Verdict earlierVerdict() {
            return run.goesOn ? verdict : null;
        }

        @Override
        public RunLedger.@Nullable DonePage earlier(int page) {
            return left.get(page);
        }

        @Override
        public void begin(Beginning its) {
            Part of = stored();
            note(() -> {
                of.beginning = its;
                of.verdict = null;
            });
        }

        @Override
        public void earlierKeys(ObjIntConsumer<PageKeys> to) {
            stored().keys.forEach((page, keys) -> {
                if (left.containsKey(page)) {
                    to.accept(keys, page);
                }
            });
        }

        @Override
        public void forgetFrom(int page) {
            boolean any = left.keySet().removeIf(each -> each >= page);
            if (page == 1 && pages > 0) {
                any = true;
                pages = 0;
                records = 0;
            }
            if (any) {
                Part of = stored();
                note(() -> {
                    of.verdict = null;
                    of.pages.keySet().removeIf(each -> each >= page);
                    of.keys.keySet().removeIf(each -> each >= page);
                });
            }
        }

        @Override
        public void done(int page, RunLedger.DonePage what) {
            done(page, what, PageKeys.NONE);
        }

        @Override
        public void done(int page, RunLedger.DonePage what, PageKeys keys) {
            if (!mended && failures.nextDouble() < failing) {
                throw new PagesyncException("the ledger takes no more");
            }
            Part of = stored();
            note(() -> {
                of.pages.put(page, what);
                of.keys.put(page, PageKeys.of(keys.toBytes(), what.size()));
            });
            pages++;
            records += what.records();
        }

        @Override
        public void failed(int page, String error) {
            Part of = stored();
            note(() -> of.pages.remove(page));
        }

        @Override
        public RunLedger.Totals totals() {
            return new RunLedger.Totals(
                    left.size() + pages,
                    records
                            + left.values().stream()
                                    .mapToLong(RunLedger.DonePage::records)
                                    .sum());
        }

        @Override
        public void ended(Verdict its) {
            Part of = stored();
            note(() -> of.verdict = its);
        }
    }
}
