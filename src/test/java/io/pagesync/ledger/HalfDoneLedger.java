package io.pagesync.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The second ledger: its one run was cut short when some pages were done; and it fails when it is told to. */
public final class HalfDoneLedger implements Ledger {
    private final Map<Place, RunLedger.DonePage> earlier = new HashMap<>();
    private final Map<Place, PageKeys> keys = new HashMap<>();
    private final Map<Place, RunLedger.DonePage> now = new HashMap<>();
    private final Map<String, Verdict> ended = new TreeMap<>();
    private final Map<String, Verdict> endedBefore = new HashMap<>();
    private final List<RunReport> closed = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();

    private String id = "20261125T010203Z-0000abcd";
    private @Nullable Beginning before;
    private @Nullable String beganAnew;

    private record Place(String partition, int page) {}

    /** Another run than the usual one. */
    public HalfDoneLedger called(String run) {
        id = run;
        return this;
    }

    /** The page was delivered before. */
    public HalfDoneLedger with(Page page, String next) {
        return with("", page, next);
    }

    /** The page was delivered before, and these are its keys. */
    public HalfDoneLedger with(Page page, String next, long... its) {
        keys.put(new Place("", page.getNumber()), new PageKeys(its, 0));
        return with(page, next);
    }

    /** The page was delivered before, but for so many of its records, which were refused. */
    public HalfDoneLedger withRefused(Page page, int refused) {
        earlier.put(
                new Place("", page.getNumber()),
                new RunLedger.DonePage(page.getSize() - refused, page.getSize(), page.fingerprint(), ""));
        return this;
    }

    /** The page of a partition was delivered before. */
    public HalfDoneLedger with(String partition, Page page, String next) {
        earlier.put(
                new Place(partition, page.getNumber()),
                new RunLedger.DonePage(page.getSize(), page.getSize(), page.fingerprint(), next));
        return this;
    }

    /** This is what the first page said then. */
    public HalfDoneLedger begun(Beginning beginning) {
        before = beginning;
        return this;
    }

    /** The partition came to its end before. */
    public HalfDoneLedger ended(String partition, Verdict verdict) {
        endedBefore.put(partition, verdict);
        return this;
    }

    /** From now on it fails to do this: open, begin, hold, done, ended or close. */
    public HalfDoneLedger failing(String what) {
        failing.add(what);
        return this;
    }

    /** The pages that this attempt delivered. */
    public synchronized Set<Integer> delivered() {
        return delivered("");
    }

    /** The pages of a partition that this attempt delivered. */
    public synchronized Set<Integer> delivered(String partition) {
        return now.keySet().stream()
                .filter(place -> place.partition.equals(partition))
                .map(Place::page)
                .collect(Collectors.toSet());
    }

    /** The partitions that have come to their end. */
    public synchronized Map<String, Verdict> ended() {
        return Map.copyOf(ended);
    }

    @Override
    public RunLedger open(RunRequest request) {
        attempt("open");
        return new Open();
    }

    /** The reports that it was closed with. */
    public List<RunReport> closed() {
        return List.copyOf(closed);
    }

    @Override
    public List<RunEntry> runs(@Nullable String sync, int most) {
        return List.of();
    }

    @Override
    public int reset(String sync) {
        return 0;
    }

    private void attempt(String what) {
        if (failing.contains(what)) {
            throw new PagesyncException("the ledger is away");
        }
    }

    private RunLedger.Totals totals(Predicate<Place> which) {
        synchronized (this) {
            List<RunLedger.DonePage> pages = Stream.of(earlier, now)
                    .flatMap(all -> all.entrySet().stream())
                    .filter(each -> which.test(each.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            return new RunLedger.Totals(
                    pages.size(),
                    pages.stream().mapToLong(RunLedger.DonePage::records).sum());
        }
    }

    private final class Open implements RunLedger {
        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean goesOn() {
            return !earlier.isEmpty();
        }

        @Override
        public String beginning() {
            return beganAnew == null ? "" : "a new run, because " + beganAnew;
        }

        @Override
        public void beginAnew(String why) {
            beganAnew = why;
            earlier.clear();
        }

        @Override
        public void requireHeld() {
            attempt("hold");
        }

        @Override
        public boolean isHeld() {
            return !failing.contains("hold");
        }

        @Override
        public int epoch() {
            return 2;
        }

        @Override
        public PartitionLedger partition(String name) {
            return new Part(name);
        }

        @Override
        public Totals totals() {
            return HalfDoneLedger.this.totals(place -> true);
        }

        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void close(RunReport report) {
            attempt("close");
            closed.add(report);
        }
    }

    private final class Part implements PartitionLedger {
        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public @Nullable Beginning earlier() {
            return earlier.isEmpty() ? null : before;
        }

        @Override
        public @Nullable Verdict earlierVerdict() {
            return endedBefore.get(name);
        }

        @Override
        public void begin(Beginning beginning) {
            attempt("begin");
        }

        @Override
        public void forgetFrom(int page) {
            earlier.keySet().removeIf(each -> each.partition.equals(name) && each.page >= page);
        }

        @Override
        public void failed(int page, String error) {
            // Reports have it.
        }

        @Override
        public RunLedger.@Nullable DonePage earlier(int page) {
            return earlier.get(new Place(name, page));
        }

        @Override
        public void earlierKeys(ObjIntConsumer<PageKeys> to) {
            keys.forEach((place, its) -> to.accept(its, place.page));
        }

        @Override
        public void done(int page, RunLedger.DonePage what) {
            attempt("done");
            synchronized (HalfDoneLedger.this) {
                now.put(new Place(name, page), what);
            }
        }

        @Override
        public RunLedger.Totals totals() {
            return HalfDoneLedger.this.totals(place -> place.partition.equals(name));
        }

        @Override
        public void ended(Verdict verdict) {
            attempt("ended");
            synchronized (HalfDoneLedger.this) {
                ended.put(name, verdict);
            }
        }
    }
}
