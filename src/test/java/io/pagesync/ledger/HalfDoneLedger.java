package io.pagesync.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The second ledger: its one run was cut short when some pages were done; and it fails when it is told to. */
public final class HalfDoneLedger implements Ledger {
    private final Map<Place, RunLedger.DonePage> earlier = new HashMap<>();
    private final Map<Place, RunLedger.DonePage> now = new HashMap<>();
    private final Map<String, Verdict> ended = new TreeMap<>();
    private final List<RunReport> closed = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();

    private record Place(String partition, int page) {}

    /** The page was delivered before. */
    public HalfDoneLedger with(Page page, String next) {
        return with("", page, next);
    }

    /** The page of a partition was delivered before. */
    public HalfDoneLedger with(String partition, Page page, String next) {
        earlier.put(
                new Place(partition, page.getNumber()),
                new RunLedger.DonePage(page.getSize(), page.getSize(), page.fingerprint(), next));
        return this;
    }

    /** From now on it fails to do this: open, planned, done or close. */
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
    public RunLedger open(String sync, String collection) {
        attempt("open");
        return new Open();
    }

    @Override
    public List<RunReport> last(String sync, int most) {
        return closed.stream().limit(most).toList();
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
            return "20261125T010203Z-0000abcd";
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
        public void planned(OptionalInt pages, OptionalLong records) {
            attempt("planned");
        }

        @Override
        public RunLedger.@Nullable DonePage earlier(int page) {
            return earlier.get(new Place(name, page));
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
