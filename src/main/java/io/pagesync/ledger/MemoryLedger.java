package io.pagesync.ledger;

import io.pagesync.report.RunReport;
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
        public void planned(OptionalInt pages, OptionalLong records) {
            // Nobody asks for it again.
        }

        @Override
        public @Nullable DonePage earlier(int page) {
            return null;
        }

        @Override
        public synchronized void done(int page, DonePage what) {
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
}
