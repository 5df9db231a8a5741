package io.pagesync.ledger;

import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A ledger that lasts as long as its process: nothing goes on with what it holds, so it counts pages, and keeps reports. */
public final class MemoryLedger implements Ledger {
    private static final int MOST_KEPT = 10;

    private final Map<String, Deque<RunReport>> reports = new HashMap<>();

    @Override
    public RunLedger open(String sync, String collection) {
        return new Open();
    }

    @Override
    public synchronized List<RunReport> last(String sync, int most) {
        return reports.getOrDefault(sync, new ArrayDeque<>()).stream()
                .limit(most)
                .toList();
    }

    private synchronized void keep(RunReport report) {
        Deque<RunReport> its = reports.computeIfAbsent(report.sync(), sync -> new ArrayDeque<>());
        its.addFirst(report);
        if (its.size() > MOST_KEPT) {
            its.removeLast();
        }
    }

    private final class Open implements RunLedger {
        private final String id = RunId.next();
        private int pages;
        private long records;

        @Override
        public String id() {
            return id;
        }

        @Override
        public PartitionLedger partition(String name) {
            return new Counted(this);
        }

        private synchronized void done(RunLedger.DonePage what) {
            pages++;
            records += what.records();
        }

        @Override
        public synchronized Totals totals() {
            return new Totals(pages, records);
        }

        @Override
        public boolean resumable() {
            return false;
        }

        @Override
        public void close(RunReport report) {
            keep(report);
        }
    }

    /** Counts the pages of a partition; the run's own count outlives it. */
    private static final class Counted implements PartitionLedger {
        private final Open run;
        private int pages;
        private long records;

        Counted(Open run) {
            this.run = run;
        }

        @Override
        public void planned(OptionalInt all, OptionalLong declared) {
            // Nobody asks for it again.
        }

        @Override
        public @Nullable DonePage earlier(int page) {
            return null;
        }

        @Override
        public void done(int page, DonePage what) {
            synchronized (this) {
                pages++;
                records += what.records();
            }
            run.done(what);
        }

        @Override
        public synchronized Totals totals() {
            return new Totals(pages, records);
        }

        @Override
        public void ended(Verdict verdict) {
            // Nobody goes on with it.
        }
    }
}
