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
import org.jspecify.annotations.Nullable;

/** The second ledger: its one run was cut short when some pages were done; and it fails when it is told to. */
public final class HalfDoneLedger implements Ledger {
    private final Map<Integer, RunLedger.DonePage> earlier = new HashMap<>();
    private final Map<Integer, RunLedger.DonePage> now = new HashMap<>();
    private final List<RunReport> closed = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();

    /** The page was delivered before. */
    public HalfDoneLedger with(Page page, String next) {
        earlier.put(page.getNumber(), new RunLedger.DonePage(page.getSize(), page.getSize(), page.fingerprint(), next));
        return this;
    }

    /** From now on it fails to do this: open, planned, done or close. */
    public HalfDoneLedger failing(String what) {
        failing.add(what);
        return this;
    }

    /** The pages that this attempt delivered. */
    public synchronized Set<Integer> delivered() {
        return Set.copyOf(now.keySet());
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

    private final class Open implements RunLedger, PartitionLedger {
        @Override
        public String id() {
            return "20261125T010203Z-0000abcd";
        }

        @Override
        public PartitionLedger partition(String name) {
            return this;
        }

        @Override
        public void ended(Verdict verdict) {
            attempt("ended");
        }

        @Override
        public void planned(OptionalInt pages, OptionalLong records) {
            attempt("planned");
        }

        @Override
        public @Nullable DonePage earlier(int page) {
            return earlier.get(page);
        }

        @Override
        public void done(int page, DonePage what) {
            attempt("done");
            synchronized (HalfDoneLedger.this) {
                now.put(page, what);
            }
        }

        @Override
        public Totals totals() {
            synchronized (HalfDoneLedger.this) {
                long records = 0;
                for (DonePage page : earlier.values()) {
                    records += page.records();
                }
                for (DonePage page : now.values()) {
                    records += page.records();
                }
                return new Totals(earlier.size() + now.size(), records);
            }
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
}
